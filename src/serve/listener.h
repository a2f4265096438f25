// A listener receives requests of one transport on all listen addresses, calls
// the Answerer, and sends. One kind per file in listeners/; the list is
// listeners/all. Each runs on a thread of its own with sockets of its own.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/address.h"
#include "base/inherited.h"
#include "base/published.h"
#include "base/result.h"
#include "serve/rate_table.h"
#include "snapshot/snapshot.h"
#include "stats/counters.h"

namespace rota::serve {

class Listener {
 public:
  virtual ~Listener() = default;

  virtual void run() = 0;            // until stop(); answers what was read by then
  virtual void stop() noexcept = 0;  // any thread

  // The same when another process goes on with the same sockets: what waits in them is
  // that one's to answer, and who is connected may finish, some seconds at most.
  virtual void leave() noexcept = 0;  // any thread

  // Those it receives on, in the order of its endpoints; they stay its own.
  virtual std::vector<NamedSocket> sockets() const = 0;

  // Requests that the kernel threw away since the start because they came faster than
  // they were read. Any thread.
  virtual std::uint64_t dropped() const { return 0; }
};

// Takes its sockets from those inherited, if any; binds what is missing at once, while
// the process may still be root. Adds its counters. Limits by that table, if any.
using MakeListener = Result<std::unique_ptr<Listener>> (*)(std::span<const Endpoint>,
                                                           Published<snapshot::Snapshot>&,
                                                           stats::AllCounters&, Inherited*, RateTable*);

struct ListenerKind {
  std::string_view name;
  MakeListener make;
};
std::span<const ListenerKind> all_listeners();

}  // namespace rota::serve
