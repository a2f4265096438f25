// Sockets that the service manager opened, and keeps while no process runs: the
// protocol of sd_listen_fds(3). LISTEN_PID says to whom they were given, LISTEN_FDS how
// many there are, LISTEN_FDNAMES what its owner calls them; the first is descriptor 3.
// What waits in them when a process is killed is answered by the next one.
#pragma once

#include <span>

#include "base/address.h"
#include "base/inherited.h"
#include "base/result.h"

namespace rota::process {

constexpr int first_passed = 3;  // descriptor

// Those given to this process, as "udp" and "tcp" at the address they are bound to; what
// is neither is closed, with a warning. To be called before anything opens a descriptor,
// and before any thread; the variables are taken out of the environment.
Result<Inherited> passed_sockets(int first = first_passed);

// Drops those that are held at an address nobody listens on, with a warning: queries that
// come to them are never answered.
void drop_unnamed(Inherited& inherited, std::span<const Endpoint> listen);

}  // namespace rota::process
