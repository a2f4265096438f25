// What all handlers work with. Lives on the server's thread, and so do they; what
// others tell comes back there before it is written down.
#pragma once

#include <functional>
#include <utility>

#include "api/call.h"
#include "api/event_feed.h"
#include "api/meter.h"
#include "api/pool_rows.h"
#include "api/rates.h"
#include "api/sources.h"
#include "api/state_strips.h"
#include "api/stream.h"
#include "api/views.h"
#include "base/siphash.h"
#include "report/verdict.h"

namespace rota::api {

struct Context {
  Sources sources;
  EventFeed events;
  Views views{sources};
  PoolRows rows{};
  Streams streams{};
  Meter meter{};  // of requests
  Rates rates{};  // of the same
  StateStrips strips{};
  const SipKey fingerprint_key{random_key()};  // of settings, for who asks over the socket

  // Goes on with the newest view, the rows brought up to it; answers 503 without one.
  void with_view(Call call, std::function<void(const Call&, const Seen&)> then);

  // On the server, from what with_view() found.
  report::ServerVerdict verdict(const Seen& seen) const {
    return report::judge(*seen.view, *seen.zones, rows.verdicts());
  }

  // Goes on with what `look` took from the running world; 503 without one.
  template <class Look, class Then>
  void with_world(Call call, Look look, Then then) {
    sources.inspect([this, call = std::move(call), look = std::move(look),
                     then = std::move(then)](const bake::World* world) mutable {
      if (world == nullptr) return call.refuse(503, "nothing is served yet");
      sources.later([call = std::move(call), found = look(*world), then = std::move(then)]() mutable {
        then(call, std::move(found));
      });
    });
  }
};

}  // namespace rota::api
