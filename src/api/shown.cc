#include "api/shown.h"

#include "api/explain_json.h"
#include "api/pool_json.h"
#include "base/wall_time.h"
#include "config/references.h"

namespace rota::api {

namespace json = boost::json;

namespace {

json::value drain_json(const operate::View& view, const config::MemberKey& member) {
  const auto drain = view.drains.of(member, view.now);
  if (!drain) return nullptr;
  const auto safe_at = view.at + std::chrono::duration_cast<WallTime::duration>(drain->safe_at - view.now);
  const bool waits_for_workers = drain->waiting == operate::DrainState::Waiting::workers;
  const json::value waits_for = waits_for_workers ? "workers" : "caches";
  return json::object{{"safe", drain->is_safe()},
                      {"safe_at", rfc3339(safe_at)},
                      {"waiting_for", drain->is_safe() ? json::value() : waits_for}};
}

}  // namespace

json::object show_member(const bake::ReportedPool& pool, MemberId member, const operate::View& view) {
  json::object out = member_json(scene_of(*pool.config, *pool.targets, view), pool.report, member);
  out["drain"] = drain_json(view, key_of(*pool.config, {pool.report.pool, member}));
  return out;
}

json::object show_pool(const bake::ReportedPool& pool, const operate::View& view) {
  const bake::PoolReport& report = pool.report;
  json::object out = pool_json(scene_of(*pool.config, *pool.targets, view), report);
  json::array& members = out.at("members").as_array();
  for (const MemberId id : report.members.ids())
    members[id.value].as_object()["drain"] = drain_json(view, key_of(*pool.config, {report.pool, id}));
  return out;
}

}  // namespace rota::api
