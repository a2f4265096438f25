// A listener receives requests of one transport on all listen addresses, calls
// the Answerer, and sends. One kind per file in listeners/; the list is
// listeners/all. Each runs on a thread of its own with sockets of its own.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "base/address.h"
#include "base/published.h"
#include "base/result.h"
#include "snapshot/snapshot.h"

namespace rota::serve {

class Listener {
 public:
  virtual ~Listener() = default;

  virtual void run() = 0;            // until stop(); answers what was read by then
  virtual void stop() noexcept = 0;  // any thread

  // Requests that the kernel threw away since the start because they came faster than
  // they were read. Any thread.
  virtual std::uint64_t dropped() const { return 0; }
};

// Binds its sockets at once, while the process may still be root.
using MakeListener = Result<std::unique_ptr<Listener>> (*)(std::span<const Endpoint>,
                                                           Published<snapshot::Snapshot>&);

struct ListenerKind {
  std::string_view name;
  MakeListener make;
};
std::span<const ListenerKind> all_listeners();

}  // namespace rota::serve
