// A board over scripted checks: what each address answers is written down ahead,
// and what the board says of it is collected.
#pragma once

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <catch2/catch.hpp>
#include <deque>
#include <map>

#include "health/board.h"
#include "probe/context.h"
#include "probe/prober.h"
#include "support/captured_log.h"
#include "support/healths.h"
#include "support/temporary_folder.h"

namespace rota::test {

using namespace rota::health;

// Answers each probe of an address from its script, the last line again and again;
// an address without a script never answers.
class ScriptedCheck final : public Check {
 public:
  using Script = std::deque<Outcome>;
  std::map<std::string, Script> scripts;
  mutable std::map<std::string, std::vector<Time>> starts;
  mutable int in_flight = 0;
  mutable int most_in_flight = 0;

  std::unique_ptr<Probe> start(const ProbeContext& context, const Address& address, milliseconds,
                               Done done) const override {
    auto probe = std::make_unique<Flight>(*this, std::move(done));
    const std::string name = address.text();
    const std::size_t turn = starts[name].size();
    starts[name].push_back(std::chrono::steady_clock::now());
    const auto script = scripts.find(name);
    if (script == scripts.end()) return probe;
    const Outcome outcome = script->second[std::min(turn, script->second.size() - 1)];
    boost::asio::post(context.loop, [weak = std::weak_ptr<Done>(probe->done), outcome] {
      if (const auto report = weak.lock()) (*report)(outcome);
    });
    return probe;
  }

 private:
  struct Flight final : Probe {
    Flight(const ScriptedCheck& check_, Done done_)
        : check(check_), done(std::make_shared<Done>(std::move(done_))) {
      check.most_in_flight = std::max(check.most_in_flight, ++check.in_flight);
    }
    ~Flight() override { --check.in_flight; }
    const ScriptedCheck& check;
    std::shared_ptr<Done> done;
  };
};

// The real monotonic clock, which the loop's timers follow, under a wall of the test's.
class WallClock final : public Clock {
 public:
  Time now() const override { return std::chrono::steady_clock::now(); }
  std::chrono::system_clock::time_point wall() const override { return at; }
  std::chrono::system_clock::time_point at{std::chrono::seconds(1'700'000'000)};
};

struct Change {
  std::uint64_t generation;
  std::uint32_t target;
  TargetHealth health;
  bool operator==(const Change&) const = default;
};

struct Boarding {
  boost::asio::io_context loop;
  WallClock clock;
  TemporaryFolder folder;
  CapturedLog log;
  std::shared_ptr<ScriptedCheck> check = std::make_shared<ScriptedCheck>();
  config::Config config;
  std::vector<Change> changes;
  std::vector<std::string> told;
  std::vector<std::string> blindness_news;
  std::unique_ptr<Board> board;

  Boarding() {
    auto& made = config.checks.emplace_back();
    made.kind = "scripted";
    made.timing = {
        .interval = milliseconds(20), .fast_interval = milliseconds(10), .timeout = milliseconds(5000)};
    config.zones.push_back({dns::parse_name("lb.example").value(), nullptr, {}});
    config.pools.emplace_back().name = "web";
    config.pools[PoolId{0}].checks = {CheckId{0}};
    open_board();
  }

  void open_board() {
    board = std::make_unique<Board>(
        loop, clock, Dice(1), folder.path(), probe::Prober::start,
        [this](std::uint64_t generation, TargetId target, TargetHealth health) {
          changes.push_back({generation, target.value, health});
        },
        [this](const Target& target, const News& news) {
          told.push_back(target.members.front().member + " " + news.text);
        },
        [this](const News& news) { blindness_news.push_back(news.text); });
  }

  void restart() {
    board->stop();
    board.reset();
    changes.clear();
    check->starts.clear();
    open_board();
  }

  void add(const std::string& address, ScriptedCheck::Script script = {}) {
    auto& member = config.pools[PoolId{0}].members.emplace_back();
    member.name = address;
    member.v4 = parse_address(address);
    if (!script.empty()) check->scripts[address] = std::move(script);
  }

  void drop_first() {
    auto& members = config.pools[PoolId{0}].members;
    members = IdVector<MemberId, config::MemberConfig>(std::vector(members.begin() + 1, members.end()));
  }

  TargetHealths view() { return board->view(list_targets(config), config.checks); }

  void adopt(std::uint64_t generation) {
    board->adopt(generation, std::make_shared<const TargetList>(list_targets(config)), config.checks,
                 {check});
  }

  void run_until(const std::function<bool()>& done) {
    const auto limit = std::chrono::steady_clock::now() + seconds(20);
    while (!done() && std::chrono::steady_clock::now() < limit) loop.run_one_for(seconds(1));
    REQUIRE(done());
  }

  bool has(const Change& change) const { return std::ranges::find(changes, change) != changes.end(); }
  void run_until_change(const Change& change) {
    run_until([&] { return has(change); });
  }
};

}  // namespace rota::test
