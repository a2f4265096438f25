#include "api/families.h"

#include <algorithm>
#include <optional>

#include "config/admin.h"
#include "report/named_json.h"

namespace rota::api {

namespace json = boost::json;

namespace {

using bake::MemberReport;
using bake::PoolReport;
using bake::Standing;
using bake::TypeReport;

std::string_view name_of(dns::Type type) {
  if (type == dns::Type::a) return "ipv4";
  return type == dns::Type::aaaa ? "ipv6" : "any";
}

// The worst of what its checks find there; up without any.
health::State state_in(const health::TargetList& targets, const MemberReport& member, dns::Type type) {
  health::State out = health::State::up;
  for (const bake::TargetReport& each : member.targets) {
    const bool is_v4 = targets.targets[each.target].address.family() == Family::v4;
    const bool is_other = type == dns::Type::a ? !is_v4 : type == dns::Type::aaaa && is_v4;
    if (!is_other && badness(each.health.state) > badness(out)) out = each.health.state;
  }
  return out;
}

json::value address_in(const config::MemberConfig& member, dns::Type type) {
  const auto& address = type == dns::Type::a      ? member.v4
                        : type == dns::Type::aaaa ? member.v6
                                                  : member.connect;
  return address ? json::value(address->text()) : json::value();
}

}  // namespace

int badness(health::State state) {
  switch (state) {
    case health::State::down: return 4;
    case health::State::stale: return 3;
    case health::State::unknown: return 2;
    case health::State::failing: return 1;
    case health::State::up: break;
  }
  return 0;
}

json::array pool_families(const report::PoolVerdict& verdict) {
  json::array out;
  for (const report::FamilyVerdict& family : verdict.families)
    out.push_back(json::object{{"family", name_of(family.type)},
                               {"healthy", family.healthy},
                               {"total", family.total},
                               {"all_down", family.healthy == 0}});
  return out;
}

json::array member_families(const report::Scene& scene, const PoolReport& report, MemberId member) {
  const MemberReport& of = report.members[member];
  json::array out;
  for (const TypeReport& type : of.types)
    if (type.standing != Standing::no_record)
      out.push_back(
          json::object{{"family", name_of(type.type)},
                       {"address", address_in(scene.config.pools[report.pool].members[member], type.type)},
                       {"state", health::name_of(state_in(scene.targets, of, type.type))},
                       {"eligible", is_eligible(type.standing)}});
  return out;
}

std::vector<report::metrics::FamilyFacts> family_facts(const health::TargetList& targets,
                                                       const PoolReport& report,
                                                       const report::PoolVerdict& verdict) {
  std::vector<report::metrics::FamilyFacts> out;
  for (const report::FamilyVerdict& family : verdict.families) {
    report::metrics::FamilyFacts& facts = out.emplace_back();
    facts.name = name_of(family.type);
    facts.all_down = family.healthy == 0;
    for (const MemberReport& member : report.members) {
      const auto type = std::ranges::find(member.types, family.type, &TypeReport::type);
      if (type == member.types.end() || type->standing == Standing::no_record) continue;
      facts.standings.push_back(config::is_out(member.admin)
                                    ? config::name_of(member.admin)
                                    : health::name_of(state_in(targets, member, family.type)));
    }
  }
  return out;
}

std::vector<report::metrics::MemberFamilyFacts> member_family_facts(const health::TargetList& targets,
                                                                    const MemberReport& member) {
  std::vector<report::metrics::MemberFamilyFacts> out;
  for (const TypeReport& type : member.types)
    if (type.standing != Standing::no_record)
      out.push_back({.name = name_of(type.type),
                     .state = state_in(targets, member, type.type),
                     .is_eligible = is_eligible(type.standing),
                     .weight = type.weight,
                     .share = type.share});
  return out;
}

}  // namespace rota::api
