// A member, as GET /pools/{ref} lists it.
#include <algorithm>
#include <chrono>
#include <optional>
#include <string>

#include "api/families.h"
#include "api/pool_json.h"
#include "base/printable.h"
#include "base/wall_time.h"
#include "config/admin.h"
#include "dns/name.h"
#include "report/named_json.h"

namespace rota::api {

namespace json = boost::json;

namespace {

using bake::MemberReport;
using bake::PoolReport;
using bake::TargetReport;
using config::Admin;
using config::MemberConfig;
using health::State;
using health::TargetStatus;

constexpr std::size_t most_reason = 200;  // octets of what a probe or an operator said

// The one whose word weighs most: down before stale, unknown, failing and up.
const TargetReport* worst_of(const MemberReport& member) {
  const auto worst = std::ranges::max_element(
      member.targets, {}, [](const TargetReport& target) { return badness(target.health.state); });
  return worst == member.targets.end() ? nullptr : &*worst;
}

json::value last_of(const TargetStatus* status) {
  if (status == nullptr || !status->last) return nullptr;
  return json::object{{"ok", status->last->finding == health::Finding::pass},
                      {"reason", printable(status->last->reason, most_reason)},
                      {"at", rfc3339(status->last->at)},
                      {"seconds", in_seconds(status->last->took)}};
}

json::value since_of(const TargetStatus* status) {
  if (status == nullptr || status->since == WallTime{}) return nullptr;
  return json::string(rfc3339(status->since));
}

json::value certificate_end_of(const TargetStatus* status) {
  if (status == nullptr || !status->certificate_expires) return nullptr;
  return json::string(rfc3339(*status->certificate_expires));
}

// "2/3" of the results in a row that would change the state, in the direction asked for.
json::value progress_of(const TargetReport* target, const TargetStatus* status, bool rising) {
  if (status == nullptr || status->needed == 0 || target->health.fit == rising) return nullptr;
  return json::string(std::to_string(status->count) + "/" + std::to_string(status->needed));
}

json::array latencies_of(const TargetStatus* status) {
  json::array out;
  for (std::size_t i = 0; status != nullptr && i < status->latencies.size(); ++i)
    out.emplace_back(in_seconds(status->latencies[i]));
  return out;
}

json::array checks_of(const report::Scene& scene, const MemberReport& member) {
  json::array out;
  for (const TargetReport& each : member.targets) {
    const health::Target& target = scene.targets.targets[each.target];
    const TargetStatus* const status = status_of(scene, each);
    out.push_back(json::object{{"check", scene.config.checks[target.check].name},
                               {"address", target.address.text()},
                               {"state", health::name_of(each.health.state)},
                               {"last", last_of(status)},
                               {"since", since_of(status)},
                               {"certificate_expires", certificate_end_of(status)}});
  }
  return out;
}

json::value override_json(const std::optional<health::Override>& said) {
  if (!said) return nullptr;
  return json::object{{"admin", said->admin ? json::value(config::name_of(*said->admin)) : json::value()},
                      {"weight", report::or_null(said->weight)},
                      {"since", rfc3339(said->since)},
                      {"until", said->until ? json::value(rfc3339(*said->until)) : json::value()},
                      {"reason", printable(said->reason, most_reason)},
                      {"who", printable(said->who, most_reason)}};
}

std::string_view source_of(const MemberReport& member, const std::optional<health::Override>& said) {
  if (said && said->admin) return "override";
  return member.admin == Admin::automatic ? "" : "file";
}

void add_given(json::object& out, const stats::MemberTotals& totals) {
  out["given"] = totals.given;
  out["share_given"] = report::or_null(totals.share);
}

}  // namespace

State member_state(const MemberReport& member) {
  const TargetReport* const target = worst_of(member);
  return target == nullptr ? State::up : target->health.state;
}

std::uint32_t weight_now(const MemberReport& member) {
  std::uint32_t out = 0;
  for (const bake::TypeReport& type : member.types) out = std::max(out, type.weight);
  return out;
}

json::object member_json(const report::Scene& scene, const PoolReport& report, MemberId id) {
  const MemberConfig& config = scene.config.pools[report.pool].members[id];
  const MemberReport& member = report.members[id];
  const auto said = override_of(scene, report, id);
  const TargetReport* const target = worst_of(member);
  const TargetStatus* const status = target == nullptr ? nullptr : status_of(scene, *target);
  const bool fit =
      std::ranges::all_of(member.targets, [](const TargetReport& each) { return each.health.fit; });
  json::object out{
      {"name", config.name},
      {"addresses", report::addresses_of(config)},
      {"target", config.target.empty() ? json::value() : json::value(dns::name_text(config.target))},
      {"admin", report::admin_text(member.admin)},
      {"admin_from", source_of(member, said)},
      {"override", override_json(said)},
      {"state", health::name_of(member_state(member))},
      {"fit", fit},
      {"serving", member.serving},
      {"why", why_member(scene, report, id)},
      {"tags", json::array(config.tags.begin(), config.tags.end())},
      {"weight", config.weight},
      {"weight_now", weight_now(member)},
      {"share", member.share}};
  add_given(out, report.totals.members[id]);
  out["since"] = since_of(status);
  out["last"] = last_of(status);
  out["rising"] = progress_of(target, status, true);
  out["falling"] = progress_of(target, status, false);
  out["latency"] = latencies_of(status);
  out["families"] = member_families(scene, report, id);
  out["checks"] = checks_of(scene, member);
  return out;
}

}  // namespace rota::api
