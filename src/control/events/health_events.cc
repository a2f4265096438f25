#include "control/events/health_events.h"

#include <algorithm>

#include "config/pool_words.h"
#include "control/references.h"

namespace rota::control {

namespace {

constexpr std::size_t most_members = 16;

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

Event sight_event(const health::News& news) {
  return {.kind = EventKind::sight, .text = news.text, .reason = news.reason};
}

Event pool_event(const config::Config& config, std::uint32_t pool, bool all_down) {
  const config::PoolConfig& of = config.pools[pool];
  const std::string zone = zone_text(config.zones[of.zone]);
  const std::string name = "pool " + zone + ":" + of.name;
  std::string rule = "all_down = \"" + std::string(config::name_of(of.all_down)) + "\"";
  if (of.all_down == config::AllDown::fallback) rule += " (pool \"" + config.pools[*of.fallback].name + "\")";
  return {.kind = EventKind::pool,
          .of = {zone, of.name, ""},
          .text = name +
                  (all_down ? ": all members are down; applying "
                            : ": a member is eligible again; no longer applying ") +
                  rule,
          .reason = all_down ? "all members are down" : ""};
}

}  // namespace rota::control
