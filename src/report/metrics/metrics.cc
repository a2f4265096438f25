#include "report/metrics/metrics.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/printable.h"
#include "config/references.h"
#include "report/metrics/families.h"

namespace rota::report::metrics {

namespace {

using enum Scope;

constexpr std::array<std::string_view, 4> scope_names{"server", "zone", "pool", "member"};

struct MetricFamily {
  std::string_view name;
  std::string_view type;
  Scope scope;
  Write* write;
  std::string_view help;
};

#define FAMILY(NAME, TYPE, SCOPE, WRITE, HELP) MetricFamily{NAME, TYPE, SCOPE, WRITE, HELP},
constexpr MetricFamily families[] = {
#include "report/metrics/families.def"
};
#undef FAMILY

}  // namespace

namespace {

// A check written inline is named by its kind. A second one of that name gets a number.
std::vector<std::string> check_labels(const config::Config& config, const config::PoolConfig& pool) {
  std::map<std::string, int> used;
  std::vector<std::string> out;
  for (const CheckId id : pool.checks) {
    const config::CheckConfig& check = config.checks[id];
    const std::string name = check.name.starts_with("pool ") ? check.kind : check.name;
    const int number = ++used[name];
    out.push_back(label("check", number == 1 ? name : name + "-" + std::to_string(number)));
  }
  return out;
}

}  // namespace

Page::Page(const Observed& observed, Scopes scopes) : seen(observed) {
  const config::Config& config = *seen.view.config;
  for (const config::ZoneConfig& zone : config.zones) zones.push_back(label("zone", zone_text(zone)));
  for (const config::PoolConfig& pool : config.pools)
    pools.push_back(zones[pool.zone] + label("pool", pool.name));
  if (!scopes.has(member)) return;
  for (const PoolId pool : pools.ids()) {
    IdVector<MemberId, std::string> named;
    for (const config::MemberConfig& each : config.pools[pool].members)
      named.push_back(pools[pool] + label("member", each.name));
    members.push_back(std::move(named));
    checks.push_back(check_labels(config, config.pools[pool]));
  }
}

Result<Scopes> parse_scopes(std::string_view list) {
  Scopes out;
  while (true) {
    const std::string_view word = list.substr(0, list.find(','));
    const auto* const known = std::ranges::find(scope_names, word);
    if (known == scope_names.end())
      return Error{"there is no scope '" + printable(word, 100) + "': server, zone, pool and member are"};
    out.add(static_cast<Scope>(known - scope_names.begin()));
    if (word.size() == list.size()) return out;
    list.remove_prefix(word.size() + 1);
  }
}

std::string text(const Observed& seen, Scopes scopes) {
  const Page page(seen, scopes);
  std::string out;
  for (const MetricFamily& family : families) {
    if (!scopes.has(family.scope)) continue;
    Samples samples(out, family.name, family.type, family.help);
    family.write(page, samples);
  }
  return out;
}

}  // namespace rota::report::metrics
