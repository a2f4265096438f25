#include "report/verdict.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <utility>

#include "base/plural.h"
#include "base/printable.h"
#include "base/wall_time.h"
#include "config/references.h"
#include "dns/name.h"
#include "health/announce.h"
#include "health/certificate.h"

namespace rota::report {

namespace {

using bake::MemberReport;
using bake::Standing;

constexpr std::size_t most_named = 10;  // problems of a kind that are told one by one

// Meant to serve, and eligible.
bool is_healthy(const MemberReport& member) {
  return std::ranges::any_of(member.types,
                             [](const bake::TypeReport& type) { return is_eligible(type.standing); });
}

bool is_missed(const MemberReport& member) {
  return std::ranges::any_of(member.types,
                             [](const bake::TypeReport& type) { return type.standing == Standing::unfit; });
}

PoolState state_of(const bake::PoolReport& report) {
  if (report.members.empty()) return PoolState::broken;  // with its zone
  if (report.all_down) return PoolState::down;
  return std::ranges::any_of(report.members, is_missed) ? PoolState::degraded : PoolState::healthy;
}

// Problems of one kind: the first of them, and how many more there are.
class Kind {
 public:
  Kind(Level level, const char* one_more, const char* more)
      : level_(level), one_more_(one_more), more_(more) {}

  // `text` makes it; those beyond the first are only counted.
  template <class Text>
  void add(Text text) {
    if (++count_ <= most_named) told_.push_back(text());
  }

  void append_to(ServerVerdict& out) && {
    if (count_ == 0) return;
    out.level = std::max(out.level, level_);
    if (count_ > most_named) told_.push_back(plural(count_ - most_named, one_more_, more_));
    std::ranges::move(told_, std::back_inserter(out.problems));
  }

 private:
  Level level_;
  const char *one_more_, *more_;
  std::vector<std::string> told_;
  std::size_t count_ = 0;
};

std::string_view family_word(dns::Type type) {
  return type == dns::Type::a ? "IPv4 " : type == dns::Type::aaaa ? "IPv6 " : "";
}

bool has_same_counts(const FamilyVerdict& a, const FamilyVerdict& b) {
  return a.healthy == b.healthy && a.total == b.total;
}

// "1 of 2 members are healthy"; "IPv4 2 of 2, IPv6 0 of 2 members are healthy; AAAA questions get
// no data" where the families differ.
std::string healthy_text(const PoolVerdict& pool) {
  const auto& families = pool.families;
  const bool differ = std::ranges::adjacent_find(families, std::not_fn(has_same_counts)) != families.end();
  if (!differ || pool.state == PoolState::down)
    return std::to_string(pool.healthy) + " of " + plural(pool.total, "member is", "members are") +
           " healthy";
  std::string out, lacking;
  for (const FamilyVerdict& family : families) {
    out += (out.empty() ? "" : ", ") + std::string(family_word(family.type)) +
           std::to_string(family.healthy) + " of " + std::to_string(family.total);
    if (family.healthy == 0) lacking += "; " + dns::text(family.type) + " questions get no data";
  }
  return out + " members are healthy" + lacking;
}

struct PoolProblems {
  Kind down{Level::critical, "more pool is down", "more pools are down"};
  Kind failed_over{Level::degraded, "more pool serves from its fallback pool",
                   "more pools serve from their fallback pools"};
  Kind degraded{Level::degraded, "more pool is degraded", "more pools are degraded"};

  void add(const config::Config& config, PoolId id, const PoolVerdict& pool) {
    const auto lacks_members = [&] {
      return "pool " + config::pool_text(config, id) + " is " + std::string(name_of(pool.state)) + ": " +
             healthy_text(pool);
    };
    if (pool.state == PoolState::degraded) return degraded.add(lacks_members);
    if (pool.state != PoolState::down) return;
    if (!pool.serving_from) return down.add(lacks_members);
    failed_over.add([&] {
      return "pool " + config::pool_text(config, id) + " is down: serving from pool " +
             config.pools[*pool.serving_from].name;
    });
  }
};

Kind of_broken_zones(const snapshot::Zones& zones) {
  Kind out{Level::critical, "more zone is broken", "more zones are broken"};
  for (const std::string& name : broken_zones(zones))
    out.add([&] { return "zone " + name + " has errors and answers SERVFAIL"; });
  return out;
}

Kind of_kept_zones(const config::Config& config) {
  Kind out{Level::degraded, "more zone is served in an earlier version",
           "more zones are served in an earlier version"};
  for (const config::ZoneConfig& zone : config.zones)
    if (zone.kept_from)
      out.add([&] {
        return "zone " + zone_text(zone) + " has errors; its version loaded at " + rfc3339(*zone.kept_from) +
               " is served";
      });
  return out;
}

Kind of_blindness(const operate::View& view) {
  Kind out{Level::degraded, "more family is blind", "more families are blind"};
  for (const health::Blindness& each : view.blindness)
    out.add([&] { return health::news_of_blindness(each).text; });
  return out;
}

Kind of_certificates(const operate::View& view) {
  Kind out{Level::degraded, "more certificate expires soon", "more certificates expire soon"};
  for (const TargetId id : view.statuses.ids()) {
    const auto expires = view.statuses[id].certificate_expires;
    if (!expires || !health::expires_soon(*expires, view.at)) continue;
    const health::Target& target = view.targets->targets[id];
    out.add([&] {
      return "member " + health::shown(target.members.front(), target) + ": " +
             health::certificate_words(*expires, view.at);
    });
  }
  return out;
}

// The start loads as well, but serves what it can.
Kind of_reload(const operate::ReloadState& reload) {
  Kind out{Level::degraded, "", ""};
  if (reload.ok) return out;
  const auto first = std::ranges::find(reload.mistakes, Severity::error, &Mistake::severity);
  out.add([&] {
    return "the last reload found errors" +
           (first == reload.mistakes.end() ? "" : ": " + printable(first->line()));
  });
  return out;
}

std::vector<FamilyVerdict> families_of(const bake::PoolReport& report) {
  std::vector<FamilyVerdict> out;
  if (report.members.empty()) return out;
  for (std::size_t i = 0; i < report.members.front().types.size(); ++i) {
    FamilyVerdict family{.type = report.members.front().types[i].type};
    for (const MemberReport& member : report.members) {
      if (member.types[i].standing != Standing::no_record) ++family.total;
      if (is_eligible(member.types[i].standing)) ++family.healthy;
    }
    if (family.total > 0) out.push_back(family);
  }
  return out;
}

}  // namespace

PoolVerdict verdict_of(const bake::PoolReport& report) {
  return {.state = state_of(report),
          .healthy = static_cast<std::size_t>(std::ranges::count_if(report.members, is_healthy)),
          .total = report.members.size(),
          .serving_from = report.named == report.pool ? std::nullopt : std::optional(report.named),
          .families = families_of(report)};
}

std::string_view name_of(PoolState state) {
  switch (state) {
    case PoolState::healthy: return "healthy";
    case PoolState::degraded: return "degraded";
    case PoolState::down: return "down";
    case PoolState::broken: break;
  }
  return "broken";
}

std::string_view name_of(Level level) {
  switch (level) {
    case Level::healthy: return "healthy";
    case Level::degraded: return "degraded";
    case Level::critical: break;
  }
  return "critical";
}

std::vector<std::string> broken_zones(const snapshot::Zones& zones) {
  std::vector<std::string> out;
  for (const ZoneSlot slot : zones.slots())
    if (zones.at(slot).is_broken()) out.push_back(dns::name_text(zones.at(slot).apex()));
  return out;
}

ServerVerdict judge(const operate::View& view, const snapshot::Zones& zones,
                    const IdVector<PoolId, PoolVerdict>& pools) {
  PoolProblems of_pools;
  for (const PoolId id : pools.ids()) of_pools.add(*view.config, id, pools[id]);
  ServerVerdict out;
  of_broken_zones(zones).append_to(out);
  std::move(of_pools.down).append_to(out);
  of_blindness(view).append_to(out);
  std::move(of_pools.failed_over).append_to(out);
  std::move(of_pools.degraded).append_to(out);
  of_certificates(view).append_to(out);
  of_reload(view.reload).append_to(out);
  of_kept_zones(*view.config).append_to(out);
  return out;
}

}  // namespace rota::report
