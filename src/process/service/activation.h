// Sockets that the service manager opened, and keeps while no process runs: the
// protocol of sd_listen_fds(3). LISTEN_PID says to whom they were given, LISTEN_FDS how
// many there are, LISTEN_FDNAMES what its owner calls them; the first is descriptor 3.
// What waits in them when a process is killed is answered by the next one.
#pragma once

#include <set>
#include <span>

#include "base/inherited.h"
#include "base/result.h"

namespace rota::process {

constexpr int first_passed = 3;  // descriptor

// Those given to this process, each as one of these kinds at the address it is bound to: the
// one that its unit calls it by (FileDescriptorName=), if such a socket can be one, else the
// first of that type. What is of no kind is closed, with a warning. To be called before
// anything opens a descriptor, and before any thread; the variables are taken out of the
// environment.
Result<Inherited> passed_sockets(std::span<const SocketKind> kinds, int first = first_passed);

// Drops those of these kinds that are held and not in `named`, where nobody listens, with a
// warning: queries that come to them are never answered.
void drop_unnamed(Inherited& inherited, std::span<const SocketKind> kinds, const std::set<SocketName>& named);

}  // namespace rota::process
