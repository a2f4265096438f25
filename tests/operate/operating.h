// The control side without files and sockets, for tests of what is said over members.
#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "operate/operations.h"
#include "probe/prober.h"
#include "support/baked.h"
#include "support/captured_log.h"
#include "support/fake_clock.h"

namespace rota::test {

inline config::MemberConfig named(const std::string& label, const std::string& address) {
  auto out = member(address);
  out.name = label;
  return out;
}

// lb1 and lb2.
inline std::vector<config::PoolConfig> web(std::uint32_t weight = 1) {
  auto out = pool("web", {named("lb1", "192.0.2.1"), named("lb2", "192.0.2.2")});
  out.members[MemberId{0}].weight = weight;
  return {out};
}

// A check whose probes are on their way for ever.
struct Unanswered final : health::Check {
  std::unique_ptr<health::Probe> start(const health::ProbeContext&, const Address&, milliseconds,
                                       Done) const override {
    return std::make_unique<health::Probe>();
  }
};

// One reader stands for the workers.
struct Operating {
  explicit Operating(std::string state_ = "") : state(std::move(state_)) { adopt(web()); }
  ~Operating() { operations.stop(); }

  void adopt(std::vector<config::PoolConfig> pools) {
    auto config = config_of(std::move(pools));
    auto targets = std::make_shared<const health::TargetList>(health::list_targets(*config));
    const health::TargetHealths healths(targets->targets.size(), is_up);
    auto world = std::make_unique<bake::World>(config, targets, healths, slots, test::some_counts(),
                                               operations.overrides_of(config));
    auto adoption = operations.adopt(++generation, config, targets);
    publisher.adopt(generation, std::move(world), {healths, std::move(adoption.overrides)},
                    [this, told = std::move(adoption.published)](std::uint64_t edition) {
                      told(edition);
                      boost::asio::post(loop, [this] { loop.stop(); });
                    });
    board.adopt(generation, targets, config->checks, {std::make_shared<Unanswered>()});
    operations.pause_maintained();
    turn();
  }

  void turn() {  // until something stops the loop
    loop.run();
    loop.restart();
  }

  operate::Operations::Answer say(const operate::OverrideRequest& wanted) {
    operate::Operations::Answer out = operate::Operations::Refused{};
    bool called = false;
    operations.say(wanted, [&](const operate::Operations::Answer& said) {
      out = said;
      called = true;
      loop.stop();
    });
    if (!called) turn();
    loop.restart();
    return out;
  }

  // Ends what is over by now, and waits until the answers heed it.
  void pass(std::chrono::nanoseconds time) {
    clock.advance(time);
    operations.look();
    publisher.when_published([this] { boost::asio::post(loop, [this] { loop.stop(); }); });
    turn();
  }

  std::size_t members() { return members_at(*reader.get(), "www.lb.example."); }
  std::string last_event() { return events.history().since(std::uint64_t{0}).back()->event.text; }

  CapturedLog log;
  std::string state;
  std::uint64_t generation = 0;
  boost::asio::io_context loop{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> busy =
      boost::asio::make_work_guard(loop);
  FakeClock clock;
  bake::Slots slots;
  Published<snapshot::Snapshot> published;
  Published<snapshot::Snapshot>::Reader reader{published};
  publish::Publisher publisher{published};
  health::Board board{loop, clock, Dice(1), "", probe::Prober::start, [](auto, auto, auto) {}};
  operate::Events events{loop, clock, ""};
  operate::Operations operations{{loop, clock, published, publisher, board, events}, state};
};

}  // namespace rota::test
