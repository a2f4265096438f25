#include "health/identity.h"

#include <catch2/catch.hpp>
#include <random>
#include <set>
#include <tuple>

#include "health/target_table.h"
#include "support/configs.h"
#include "support/fake_clock.h"

using namespace rota;
using namespace rota::health;

namespace {

const SipKey key{1, 2, 3};

// One pool whose members have these addresses, and a check of this path and timing.
config::Config config_of(const std::vector<std::string>& addresses, const std::string& path,
                         const config::Timing& timing = {}) {
  config::Config out;
  out.zones.push_back({dns::parse_name("example").value(), nullptr, {}});
  config::CheckConfig& check = out.checks.emplace_back();
  check.kind = "http";
  check.settings = sealed({{"path", {}, {{}, path}}});
  check.timing = timing;
  config::PoolConfig& pool = out.pools.emplace_back();
  pool.checks = {CheckId{0}};
  for (const std::string& address : addresses) {
    config::MemberConfig& member = pool.members.emplace_back();
    member.v4 = parse_address(address);
  }
  return out;
}

IdVector<TargetId, Identity> identities_in(const config::Config& config, const SipKey& by = key) {
  return identities_of(by, list_targets(config), config.checks);
}

}  // namespace

TEST_CASE("an identity goes by address, kind and settings, and never by timing") {
  const auto one = identities_in(config_of({"192.0.2.1", "192.0.2.2"}, "/"));
  REQUIRE(one.size() == 2);
  CHECK(one[TargetId{0}] != one[TargetId{1}]);
  const config::Timing other{.interval = seconds(1), .rise = 9, .fall = 9, .hold_down = seconds(1)};
  CHECK(identities_in(config_of({"192.0.2.1", "192.0.2.2"}, "/", other)) == one);
  CHECK(identities_in(config_of({"192.0.2.1"}, "/x"))[TargetId{0}] != one[TargetId{0}]);
  auto tcp = config_of({"192.0.2.1"}, "/");
  tcp.checks[CheckId{0}].kind = "tcp";
  CHECK(identities_in(tcp)[TargetId{0}] != one[TargetId{0}]);
  CHECK(identities_in(config_of({"192.0.2.1"}, "/"), SipKey{9})[TargetId{0}] != one[TargetId{0}]);
}

namespace {

// What is remembered of an address and path: every result since it is known, with the
// thresholds of that moment; read without any state of its own.
struct Remembered {
  std::optional<bool> fit;
  int against = 0;

  void hear(bool pass, const config::Timing& timing) {
    against = fit && pass != *fit ? against + 1 : 0;
    if (fit && against < (pass ? timing.rise : timing.fall)) return;
    fit = pass;
    against = 0;
  }
};

// A table that is reloaded at random beside the model of it.
struct Reloading {
  std::mt19937 random{7};
  test::FakeClock clock;
  TargetTable table;
  config::Config config;
  std::map<std::pair<std::string, std::string>, Remembered> model;

  int roll(int sides) { return std::uniform_int_distribution<int>(0, sides - 1)(random); }

  std::pair<std::string, std::string> subject_of(const Watched& one) {
    const Target& target = table.target_of(one);
    return {target.address.text(),
            find(config.checks[CheckId{0}].settings, "path")->value.secret()->reveal()};
  }

  void reload() {
    std::vector<std::string> addresses;
    for (int i = 1; i <= 5; ++i)
      if (roll(3) > 0) addresses.push_back("192.0.2." + std::to_string(i));
    config = config_of(addresses, roll(4) == 0 ? "/b" : "/a",
                       {.interval = seconds(1 + roll(9)), .rise = 1 + roll(4), .fall = 1 + roll(4)});
    const auto list = std::make_shared<const TargetList>(list_targets(config));
    table.adopt(list, identities_in(config), [&](const Target&, Identity) {
      return std::make_unique<Watched>(config.checks[CheckId{0}].timing, std::nullopt, clock.now(),
                                       clock.wall());
    });
    std::map<std::pair<std::string, std::string>, Remembered> kept;
    for (const auto& one : table.all()) {
      one->follow(config.checks[CheckId{0}], clock.now(), 0.5);
      kept[subject_of(*one)] = model[subject_of(*one)];
    }
    model = std::move(kept);
  }

  void probe() {
    if (table.all().empty()) return;
    Watched& one = table[TargetId{static_cast<std::uint32_t>(roll(static_cast<int>(table.all().size())))}];
    const bool pass = roll(2) == 0;
    one.hear(pass ? passed() : failed("no"), clock.now(), clock.wall());
    model[subject_of(one)].hear(pass, config.checks[CheckId{0}].timing);
  }

  void compare() {
    for (const auto& one : table.all()) {
      const Remembered& expected = model.at(subject_of(*one));
      REQUIRE(one->verdict.is_known() == expected.fit.has_value());
      REQUIRE(one->verdict.health().fit == expected.fit.value_or(true));
      REQUIRE(one->verdict.pending().count == std::min(expected.against, one->verdict.pending().needed));
    }
  }
};

}  // namespace

TEST_CASE_METHOD(Reloading,
                 "over random reloads a verdict and its count follow address, kind and settings alone") {
  for (int step = 0; step < 20'000; ++step) {
    clock.advance(milliseconds(100));
    roll(5) == 0 ? reload() : probe();
    compare();
  }
}
