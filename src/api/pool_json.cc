#include "api/pool_json.h"

#include <algorithm>
#include <string>
#include <vector>

#include "api/families.h"
#include "bake/all_down.h"
#include "bake/encode.h"
#include "config/pool_words.h"
#include "config/references.h"
#include "dns/name.h"
#include "report/named_json.h"
#include "report/verdict.h"
#include "zonefile/print.h"

namespace rota::api {

namespace json = boost::json;

namespace {

using bake::MenuReport;
using bake::PoolReport;
using config::PoolConfig;

std::string record_text(dns::Type type, const config::MemberConfig& member) {
  std::vector<std::uint8_t> record;
  bake::append_member(record, type, 0, member);
  return zonefile::print_rdata(type, Bytes(record).subspan(dns::record_head));
}

// The record of each member; with the weight of now where it is one of the pool itself.
IdVector<policy::CandidateId, std::string> records_of(const report::Scene& scene, const PoolReport& report,
                                                      const MenuReport& menu) {
  IdVector<policy::CandidateId, std::string> out;
  for (const bake::Candidate& candidate : menu.members) {
    const Leaf& leaf = candidate.leaf;
    config::MemberConfig member = scene.config.pools[leaf.pool].members[leaf.member];
    if (leaf.pool == report.pool) member.weight = report.members[leaf.member].weight;
    out.push_back(record_text(menu.type, member));
  }
  return out;
}

constexpr std::size_t most_returned = 64;

// The worst of what its checks find in the family of this type; null without a view of it.
json::value state_for(const report::Scene& scene, const Leaf& leaf, dns::Type type) {
  if (scene.statuses == nullptr) return nullptr;
  const health::MemberTargets& targets = scene.targets.pools[leaf.pool][leaf.member];
  health::State out = health::State::up;
  for (const TargetId id : type == dns::Type::a      ? targets.v4
                           : type == dns::Type::aaaa ? targets.v6
                                                     : targets.connect) {
    const health::State state = (*scene.statuses)[id].health.state;
    if (badness(state) > badness(out)) out = state;
  }
  return json::string(health::name_of(out));
}

// The first of those that may be returned: of a pool that has failed over, members of another.
json::array returned(const report::Scene& scene, const MenuReport& menu,
                     const IdVector<policy::CandidateId, std::string>& texts) {
  json::array out;
  for (const policy::CandidateId id : texts.ids()) {
    const bake::Candidate& each = menu.members[id];
    if (each.weight == 0) continue;
    if (out.size() == most_returned) break;
    out.push_back(json::object{{"pool", config::pool_text(scene.config, each.leaf.pool)},
                               {"member", scene.config.pools[each.leaf.pool].members[each.leaf.member].name},
                               {"record", texts[id]},
                               {"state", state_for(scene, each.leaf, menu.type)}});
  }
  return out;
}

json::array answering(const report::Scene& scene, const PoolReport& report) {
  json::array out;
  for (const MenuReport& menu : report.menus) {
    json::array records;
    const auto texts = records_of(scene, report, menu);
    for (const policy::CandidateId id : texts.ids())
      if (menu.members[id].weight > 0) records.emplace_back(texts[id]);
    out.push_back(json::object{{"type", dns::text(menu.type)},
                               {"records", std::move(records)},
                               {"returned", returned(scene, menu, texts)},
                               {"lines", menu.menu.lines.size()},
                               {"answers", menu.answers()},
                               {"fewer", why_fewer(scene, report, menu)}});
  }
  return out;
}

}  // namespace

json::object pool_row(const report::Scene& scene, const PoolReport& report) {
  const PoolConfig& pool = scene.config.pools[report.pool];
  const report::PoolVerdict verdict = report::verdict_of(report);
  const auto& from = verdict.serving_from;
  return {{"zone", zone_text(scene.config.zones[pool.zone])},
          {"pool", pool.name},
          {"kind", config::name_of(pool.kind)},
          {"policy", pool.policy},
          {"names", report::names_of(pool)},
          {"state", report::name_of(verdict.state)},
          {"healthy", verdict.healthy},
          {"total", verdict.total},
          {"families", pool_families(verdict)},
          {"all_down", report.all_down},
          {"serving_from", from ? json::value(scene.config.pools[*from].name) : json::value()},
          {"ttl", report.ttl}};
}

json::object pool_json(const report::Scene& scene, const PoolReport& report) {
  const PoolConfig& pool = scene.config.pools[report.pool];
  json::object out = pool_row(scene, report);
  out["answers_total"] = report.totals.answers;
  json::array checks;
  for (const CheckId check : pool.checks) checks.emplace_back(scene.config.checks[check].name);
  out["checks"] = std::move(checks);
  out["all_down_mode"] = config::name_of(pool.all_down);
  out["all_down_does"] = bake::what_all_down_does(scene.config, report);
  out["fallback"] = pool.fallback ? json::value(scene.config.pools[*pool.fallback].name) : json::value();
  out["ttl_min"] = pool.ttl.min;
  out["ttl_max"] = pool.ttl.max;
  out["ttl_reason"] = why_ttl(scene, report);
  out["in_doubt"] = report.in_doubt;
  out["answering"] = answering(scene, report);
  json::array members;
  for (const MemberId id : report.members.ids()) members.push_back(member_json(scene, report, id));
  out["members"] = std::move(members);
  return out;
}

json::array lines_json(const report::Scene& scene, const PoolReport& report, const MenuReport& menu,
                       std::size_t most) {
  const auto texts = records_of(scene, report, menu);
  json::array out;
  for (std::size_t i = 0; i < menu.menu.lines.size() && i < most; ++i) {
    json::array records;
    for (const policy::CandidateId candidate : menu.menu.lines[i]) records.emplace_back(texts[candidate]);
    out.push_back(json::object{{"probability", menu.probability(i)}, {"records", std::move(records)}});
  }
  return out;
}

}  // namespace rota::api
