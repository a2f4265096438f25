// GET /api/v1/members: members of all pools, or those that the parameters mean.
#include <algorithm>
#include <array>
#include <optional>

#include "api/handlers.h"
#include "api/pool_json.h"
#include "api/shown.h"
#include "api/words.h"
#include "base/choices.h"
#include "config/references.h"
#include "config/selection.h"
#include "report/named_json.h"
#include "report/view_reports.h"

namespace rota::api {

namespace json = boost::json;

namespace {

// States of health, and what stands over them.
constexpr auto state_words =
    std::to_array<std::string_view>({"up", "failing", "down", "unknown", "stale", "drain", "maint"});

struct Filter {
  std::string target = "*/*";
  std::string state{};  // "" = any
};

Result<Filter> read_filter(const Call& call) {
  Filter out;
  if (const auto target = call.asked("target")) out.target = *target;
  out.state = call.asked("state").value_or("");
  if (out.state.empty() || std::ranges::find(state_words, out.state) != state_words.end()) return out;
  return Error{must_be_one_of("state", state_words, printable(out.state, 100))};
}

bool has_state(const bake::MemberReport& member, const std::string& state) {
  const std::string_view admin = report::admin_text(member.admin);
  if (admin == "drain" || admin == "maint" || admin == "down") return admin == state;
  return name_of(member_state(member)) == state;
}

json::object list_member(const Seen& seen, const bake::ReportedPool& pool, const Leaf& leaf) {
  const config::MemberKey key = key_of(*seen.view->config, leaf);
  json::object out = show_member(pool, leaf.member, *seen.view);
  out["zone"] = key.zone;
  out["pool"] = key.pool;
  return out;
}

// The members of a pool stand together in `leaves`.
std::string member_list(const Seen& seen, const std::vector<Leaf>& leaves, const std::string& state) {
  const report::ViewReports reports(*seen.view);
  std::optional<bake::ReportedPool> pool;
  json::array out;
  for (const Leaf& leaf : leaves) {
    if (!pool || pool->report.pool != leaf.pool) {
      pool = bake::ReportedPool{reports.of(leaf.pool), seen.view->config, seen.view->targets};
      pool->report.totals = seen.totals->pools[leaf.pool];
    }
    if (state.empty() || has_state(pool->report.members[leaf.member], state))
      out.push_back(list_member(seen, *pool, leaf));
  }
  return json::serialize(json::object{{"members", std::move(out)}}) + "\n";
}

}  // namespace

void get_members(Context& context, Call&& call) {
  auto filter = read_filter(call);
  if (!filter) return call.refuse(400, filter.error().text);
  context.with_view(
      std::move(call), [&context, filter = std::move(*filter)](const Call& asked, const Seen& seen) {
        const auto leaves = config::select_members(*seen.view->config, filter.target);
        if (!leaves && asked.asked("target")) return asked.refuse(404, leaves.error().text);
        http::Response response;
        response.body = context.views.text("members " + filter.state + " " + filter.target, [&] {
          return member_list(seen, leaves ? *leaves : std::vector<Leaf>(), filter.state);
        });
        asked.reply(std::move(response));
      });
}

}  // namespace rota::api
