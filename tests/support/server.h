// One listener of any kind, running on a thread of its own over a World.
#pragma once

#include <memory>
#include <thread>
#include <vector>

#include "serve/listeners/all.h"
#include "stats/traffic.h"
#include "support/client.h"
#include "support/world.h"

namespace rota::test {

// Of this kind on these endpoints, as it is without options.
inline Result<std::unique_ptr<serve::Listener>> make_listener(const serve::ListenerKind& kind,
                                                              const std::vector<Endpoint>& endpoints,
                                                              Published<snapshot::Snapshot>& source,
                                                              stats::AllCounters& all_counters,
                                                              Inherited* inherited = nullptr,
                                                              serve::RateTable* rates = nullptr) {
  std::vector<serve::ListenPoint> points;
  for (const Endpoint& endpoint : endpoints) points.push_back({&kind, endpoint});
  return kind.make(points, {source, all_counters, inherited, rates});
}

class RunningListener {
 public:
  RunningListener(const serve::ListenerKind& kind, const std::vector<Endpoint>& endpoints,
                  Published<snapshot::Snapshot>& source, Inherited inherited = {})
      : listener_(make_listener(kind, endpoints, source, all_counters_, &inherited, &rates_).value()),
        thread_([this] { listener_->run(); }) {}
  ~RunningListener() { stop(); }

  void stop() {
    if (!thread_.joinable()) return;
    listener_->stop();
    thread_.join();
  }

  stats::Traffic traffic() const { return stats::read_traffic(all_counters_); }

 private:
  OpenCounters all_counters_;
  serve::RateTable rates_{64};
  std::unique_ptr<serve::Listener> listener_;
  std::thread thread_;
};

// A zone "example" with www A 192.0.2.1 and a large TXT set at "big", published.
inline void publish_example(Published<snapshot::Snapshot>& source) {
  auto zone = ZoneBuilder::usual("example");
  zone.add("www", dns::Type::a, address("192.0.2.1"));
  for (int i = 0; i < 100; ++i)
    zone.add("big", dns::Type::txt, text(std::string(200, static_cast<char>('a' + i % 26))));
  source.publish(make_snapshot({zone}));
}

inline Octets query(std::size_t id, std::string_view name = "www.example", std::size_t type = 1) {
  return Packet(static_cast<std::uint16_t>(id)).question(name, type);
}

// Whether this is the answer to query(id).
inline bool answers(const Octets& reply, std::size_t id) {
  const auto message = read_message(reply);
  return message && message->id == id && message->answer() == Lines{"www.example. 300 A 192.0.2.1"};
}

}  // namespace rota::test
