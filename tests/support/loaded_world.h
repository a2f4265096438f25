// A world that is made of configuration text the way a server makes it: loaded, checked,
// baked and published, every target up; and an Answerer that answers from it.
#pragma once

#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bake/baker.h"
#include "bake/rules.h"
#include "config/load.h"
#include "health/targets.h"
#include "serve/answerer.h"
#include "support/counters.h"
#include "support/fake_clock.h"
#include "support/healths.h"
#include "support/memory_files.h"
#include "support/message.h"
#include "support/packet.h"
#include "support/peer.h"

namespace rota::test {

// SOA (minimum 60) and NS of any zone, for its file.
inline const std::string zone_head = "$TTL 300\n@ 3600 SOA ns h 1 2 3 4 60\n@ NS ns.elsewhere.\n";

class LoadedWorld {
 public:
  // Files by path; "rota.toml" is the main one. Throws with the first error in them.
  explicit LoadedWorld(std::map<std::string, std::string> files) {
    auto loaded = config::load("rota.toml", test::memory_files(std::move(files)));
    bake::check_pools(loaded.config, loaded.mistakes);
    for (const Mistake& mistake : loaded.mistakes.all())
      if (mistake.severity == Severity::error) throw std::runtime_error(mistake.line());
    const auto config = std::make_shared<config::Config>(std::move(loaded.config));
    const auto targets = std::make_shared<const health::TargetList>(health::list_targets(*config));
    const health::TargetHealths health(targets->targets.size(), is_up);
    world_ = std::make_unique<bake::World>(config, targets, health, slots_, counts_);
    source_.publish(world_->snapshot());
  }

  // The octets of the reply; none when nothing is to be sent.
  Octets answer(const serve::Peer& peer, const Octets& request) {
    answerer_.look();
    Octets out(!peer.is_connected() ? dns::udp_limit : serve::largest_reply);
    out.resize(answerer_.answer(request, peer, out));
    return out;
  }
  // As the long way answers.
  Octets answer_long(const serve::Peer& peer, const Octets& request) {
    answerer_.look();
    Octets out(!peer.is_connected() ? dns::udp_limit : serve::largest_reply);
    out.resize(answerer_.answer_long(request, peer, out));
    return out;
  }

  // The reply, read back: a malformed one fails the reader's caller.
  Message ask(const serve::Peer& peer, const Octets& request) {
    return read_message(answer(peer, request)).value();
  }
  Message ask(const serve::Peer& peer, std::string_view name, dns::Type type = dns::Type::a) {
    return ask(peer, Packet().question(name, static_cast<std::size_t>(type)).opt());
  }

  bake::World& world() { return *world_; }
  const stats::AllCounters& all_counters() const { return all_counters_; }
  FakeClock& clock() { return clock_; }

 private:
  stats::AllCounters all_counters_;
  bake::Slots slots_;
  stats::CountsByName counts_{all_counters_};
  std::unique_ptr<bake::World> world_;
  FakeClock clock_;
  serve::RateTable rates_{64, SipKey{}};
  Published<snapshot::Snapshot> source_;
  serve::Answerer answerer_{source_, Dice(1), all_counters_.add(udp4), clock_, &rates_};
};

}  // namespace rota::test
