// Random graphs of fallbacks under random health and overrides, loaded and baked for
// real, against a model that knows nothing of levels, touched pools or menus.
#include <catch2/catch.hpp>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "bake/rules.h"
#include "base/dice.h"
#include "config/load.h"
#include "support/baked.h"
#include "support/memory_files.h"

using namespace rota;
using namespace rota::test;

namespace {

struct ModelPool {
  std::vector<int> members;  // last octets of their addresses
  bool checked = false;
  bool failover = false;
  std::string rule = "all";
  std::optional<std::size_t> fallback{};
  std::uint32_t max = 0;
  std::uint32_t min = 0;
  std::set<int> drained{};
  std::vector<int> last_good{};
};

struct Answer {
  std::vector<int> members;
  std::uint32_t ttl = 0;
  bool servfail = false;

  bool operator==(const Answer&) const = default;
};

class Model {
 public:
  explicit Model(Dice& dice) : dice_(dice), pools_(2 + roll(9)) {
    for (std::size_t i = 0; i < pools_.size(); ++i) fill(i);
  }

  std::string text() const {
    std::string out =
        "zone = \"example\"\nnameservers = { ns1 = \"192.0.2.253\" }\n[check.c]\ntype = \"tcp\"\nport = 1\n";
    for (std::size_t i = pools_.size(); i-- > 0;) {  // fallbacks come before and after who uses them
      const std::size_t pool = i % 2 == 0 ? i / 2 : pools_.size() - 1 - i / 2;
      out += text_of(pool);
    }
    return out;
  }

  Answer answer(std::size_t pool) const {
    const ModelPool& own = pools_[pool];
    std::vector<int> eligible;
    bool in_doubt = false;
    for (const int member : own.members) {
      if (own.drained.contains(member)) continue;
      if (!own.checked || health(member).fit) eligible.push_back(member);
      in_doubt = in_doubt || (own.checked && health(member).in_doubt);
    }
    if (!eligible.empty()) return {named(own, eligible), in_doubt ? own.min : own.max};
    if (own.fallback) {
      Answer out = answer(*own.fallback);
      out.ttl = std::min(out.ttl, own.min);
      return out;
    }
    if (own.rule == "servfail") return {{}, own.min, true};
    if (own.rule == "nodata") return {{}, own.min};
    std::vector<int> staying;
    for (const int member : own.members)
      if (!own.drained.contains(member)) staying.push_back(member);
    if (own.rule == "all") return {named(own, staying), own.min};
    std::vector<int> good;
    for (const int member : staying)
      if (std::ranges::find(own.last_good, member) != own.last_good.end()) good.push_back(member);
    return {named(own, good.empty() ? staying : good), own.min};
  }

  // What a pool remembers changes only once all of a burst is known.
  void remember() {
    for (ModelPool& own : pools_) {
      std::vector<int> eligible;
      for (const int member : own.members)
        if (!own.drained.contains(member) && (!own.checked || health(member).fit)) eligible.push_back(member);
      if (!eligible.empty()) own.last_good = eligible;
    }
  }

  health::TargetHealth health(int member) const {
    const auto known = health_.find(member);
    return known == health_.end() ? is_up : known->second;
  }
  void set(int member, health::TargetHealth health) { health_[member] = health; }
  std::vector<ModelPool>& pools() { return pools_; }

 private:
  std::size_t roll(std::size_t below) { return dice_.roll() % below; }

  // Falls back on a later one only: no loops.
  void fill(std::size_t index) {
    ModelPool& pool = pools_[index];
    std::set<int> members;
    for (std::size_t i = 0; i < 1 + roll(3); ++i) members.insert(static_cast<int>(1 + roll(12)));
    pool.members.assign(members.begin(), members.end());
    pool.checked = roll(5) > 0;
    pool.failover = roll(3) == 0;
    pool.min = static_cast<std::uint32_t>(1 + roll(9));
    pool.max = pool.min + static_cast<std::uint32_t>(roll(30));
    if (index + 1 < pools_.size() && roll(4) > 0) {
      pool.fallback = index + 1 + roll(pools_.size() - index - 1);
    } else {
      pool.rule = std::vector{"all", "servfail", "nodata", "last_good"}[roll(4)];
    }
  }

  std::string text_of(std::size_t index) const {
    const ModelPool& pool = pools_[index];
    std::string out =
        "[pool.p" + std::to_string(index) + "]\nnames = \"p" + std::to_string(index) + "\"\nmembers = [";
    for (const int member : pool.members) out += "\"192.0.2." + std::to_string(member) + "\",";
    out += "]\nttl = { max = \"" + std::to_string(pool.max) + "s\", min = \"" + std::to_string(pool.min) +
           "s\" }\n";
    if (pool.checked) out += "check = \"c\"\n";
    if (pool.failover) out += "policy = \"failover\"\n";
    return out + (pool.fallback ? "fallback = \"p" + std::to_string(*pool.fallback) + "\"\n"
                                : "all_down = \"" + pool.rule + "\"\n");
  }

  static std::vector<int> named(const ModelPool& pool, std::vector<int> members) {
    if (pool.failover && members.size() > 1) members.resize(1);
    return members;
  }

  Dice& dice_;
  std::vector<ModelPool> pools_;
  std::map<int, health::TargetHealth> health_;
};

struct Baked {
  explicit Baked(const std::string& text) {
    auto loaded = config::load("rota.toml", test::memory_files({{"rota.toml", text}}));
    bake::check_pools(loaded.config, loaded.mistakes);
    for (const Mistake& mistake : loaded.mistakes.all())
      if (mistake.severity == Severity::error) FAIL(mistake.line() << "\n" << text);
    auto config = std::make_shared<config::Config>(std::move(loaded.config));
    auto targets = std::make_shared<const health::TargetList>(health::list_targets(*config));
    world = std::make_unique<bake::World>(
        config, targets, health::TargetHealths(targets->targets.size(), is_up), slots, some_counts());
  }

  PoolId id_of(std::size_t pool) const {
    const auto& pools = world->config().pools;
    const auto found = std::ranges::find(pools, "p" + std::to_string(pool), &config::PoolConfig::name);
    return pools.id_of(*found);
  }

  void set(int member, health::TargetHealth health) {
    const Address address = parse_address("192.0.2." + std::to_string(member)).value();
    const auto& targets = world->targets().targets;
    for (const TargetId id : targets.ids())
      if (targets[id].address == address) world->update(id, health);
  }

  Answer answer(std::size_t pool, std::uint32_t empty_ttl) const {
    const snapshot::Menu menu = menu_of(*world->snapshot(), "p" + std::to_string(pool) + ".example.");
    if (menu.lines() == 0) return {{}, empty_ttl, menu.empty() == snapshot::Empty::servfail};
    const dns::RecordSet set = menu.form(0).set(dns::Type::a, 0);
    Answer out{{}, set.ttl};
    for (const Bytes rdata : set) out.members.push_back(rdata.back());
    return out;
  }

  bake::Slots slots;
  std::unique_ptr<bake::World> world;
};

// The operator drains a member, or takes that back.
void drain_or_not(Model& model, const Baked& baked, Dice& dice) {
  const std::size_t pool = dice.roll() % model.pools().size();
  ModelPool& of = model.pools()[pool];
  const std::size_t member = dice.roll() % of.members.size();
  const bool drain = of.drained.insert(of.members[member]).second;
  if (!drain) of.drained.erase(of.members[member]);
  bake::MemberOverride said{.of = {baked.id_of(pool), MemberId::at(member)}};
  if (drain) said.admin = config::Admin::drain;
  baked.world->override_member(said);
}

void flip(Model& model, Baked& baked, Dice& dice) {
  const int member = static_cast<int>(1 + dice.roll() % 12);
  const auto health = std::vector{is_up, is_down, is_down, is_failing, is_rising}[dice.roll() % 5];
  model.set(member, health);
  baked.set(member, health);
}

}  // namespace

TEST_CASE("every pool answers as the model of its fallbacks says, flip after flip") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    Dice dice(seed);
    Model model(dice);
    Baked baked(model.text());
    model.remember();
    for (int step = 0; step < 40; ++step) {
      for (std::uint64_t i = 0; i < 1 + dice.roll() % 3; ++i)
        dice.roll() % 5 == 0 ? drain_or_not(model, baked, dice) : flip(model, baked, dice);
      baked.world->rebake();
      model.remember();
      for (std::size_t pool = 0; pool < model.pools().size(); ++pool) {
        const Answer expected = model.answer(pool);
        INFO("seed " << seed << ", step " << step << ", pool p" << pool << "\n" << model.text());
        const Answer got = baked.answer(pool, expected.ttl);
        REQUIRE(got.members == expected.members);
        REQUIRE(got.ttl == expected.ttl);
        REQUIRE(got.servfail == expected.servfail);
        const bake::PoolReport report = baked.world->report(baked.id_of(pool));
        REQUIRE(report.ttl == expected.ttl);
      }
    }
  }
}
