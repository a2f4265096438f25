#include "operate/events/health_events.h"

#include <algorithm>

#include "config/pool_words.h"
#include "config/references.h"

namespace rota::operate {

namespace {

constexpr std::size_t most_members = 16;

struct FamilyTurn {
  bool is_down = false;
  bool was_down = false;
  std::string_view family;
  std::string_view type;
};

// "serving from pool dr", or the rule of a pool that answers by itself.
std::string answer_of(const config::Config& config, const config::PoolConfig& pool,
                      const std::optional<PoolId>& serving_from) {
  if (serving_from) return "serving from pool " + config.pools[*serving_from].name;
  return "applying all_down = \"" + std::string(config::name_of(pool.all_down)) + "\"";
}

}  // namespace

std::vector<Event> member_events(const health::Target& target, const health::News& news) {
  std::vector<Event> out;
  const std::size_t named = std::min(target.members.size(), most_members);
  for (std::size_t i = 0; i < named; ++i)
    out.push_back({.kind = EventKind::member,
                   .of = target.members[i],
                   .text = "member " + health::shown(target.members[i], target) + " " + news.text,
                   .reason = news.reason});
  if (const std::size_t more = target.members.size() - named; more > 0)
    out.push_back({.kind = EventKind::member,
                   .text = "... and " + std::to_string(more) + " more members " + news.text,
                   .reason = news.reason});
  return out;
}

Event blindness_event(const health::News& news) {
  return {.kind = EventKind::blindness, .text = news.text, .reason = news.reason};
}

std::vector<Event> pool_events(const config::Config& config, const bake::TurnedPool& turned) {
  const config::PoolConfig& of = config.pools[turned.pool];
  const bake::DownFamilies& before = turned.before.down;
  const bake::DownFamilies& now = turned.now.down;
  std::vector<Event> out;
  const auto tell = [&](const std::string& text, std::string reason) {
    const std::string zone = zone_text(config.zones[of.zone]);
    out.push_back({.kind = EventKind::pool,
                   .of = {zone, of.name, ""},
                   .text = "pool " + zone + ":" + of.name + ": " + text,
                   .reason = std::move(reason)});
  };
  const std::string answer_before = answer_of(config, of, turned.before.serving_from);
  const std::string answer = answer_of(config, of, turned.now.serving_from);
  if (now.all && !before.all) tell("all members are down; " + answer, "all members are down");
  if (now.all && before.all && answer != answer_before)
    tell("all members are still down; " + answer + ", no longer " + answer_before, "all members are down");
  if (now.all) return out;
  if (before.all) tell("a member is eligible again; no longer " + answer_before, "");
  for (const auto& [is_down, was_down, family, type] :
       {FamilyTurn{now.v4, before.v4, "IPv4", "A"}, FamilyTurn{now.v6, before.v6, "IPv6", "AAAA"}}) {
    const std::string members = "all " + std::string(family) + " members are down";
    if (is_down && (!was_down || before.all))
      tell(members + "; " + std::string(type) + " questions get no data", members);
    else if (!is_down && was_down && !before.all)
      tell("an " + std::string(family) + " member is eligible again", "");
  }
  return out;
}

}  // namespace rota::operate
