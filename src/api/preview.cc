// POST /api/v1/preview: which members an override is meant for, and what it would do to their
// pools. Changes nothing.
#include "report/preview.h"

#include <set>
#include <utility>

#include "api/handlers.h"
#include "api/override_body.h"
#include "api/words.h"
#include "config/references.h"
#include "config/selection.h"
#include "report/named_json.h"

namespace rota::api {

namespace json = boost::json;

namespace {

struct Selected {
  std::vector<std::string> references{};  // as POST /members takes them
  std::vector<Leaf> leaves{};             // those that the configuration has
};

Result<std::vector<std::string>> read_targets(const json::object& body) {
  const Error wrong{"'targets' must be a list of members, such as [\"web/lb1\", \"web/*\", \"192.0.2.1\"]"};
  const json::value* found = body.if_contains("targets");
  if (found == nullptr || !found->is_array() || found->get_array().empty()) return wrong;
  std::vector<std::string> out;
  for (const json::value& target : found->get_array()) {
    if (!target.is_string()) return wrong;
    out.emplace_back(target.get_string());
  }
  return out;
}

// An override may outlive its member, and is taken back by name.
bool is_forgotten(const operate::View& view, const std::string& target, bool takes_back) {
  bool out = false;
  if (takes_back)
    view.overrides.each([&](const health::Override& said) {
      const std::string whole = text(said.of);
      out = out || whole == target || whole.ends_with(":" + target);
    });
  return out;
}

// Each member once, however many targets it is meant by.
Result<Selected> select(const operate::View& view, const std::vector<std::string>& targets, bool takes_back) {
  Selected out;
  std::set<Leaf> seen;
  for (const std::string& target : targets) {
    const auto found = config::select_members(*view.config, target);
    if (!found && !is_forgotten(view, target, takes_back)) return found.error();
    if (!found) out.references.push_back(target);
    for (const Leaf& leaf : found ? *found : std::vector<Leaf>()) {
      if (!seen.insert(leaf).second) continue;
      out.leaves.push_back(leaf);
      out.references.push_back(text(key_of(*view.config, leaf)));
    }
  }
  return out;
}

Result<health::OverrideRows> rows_after(const operate::View& view, const operate::OverrideRequest& wanted,
                                        const std::vector<Leaf>& leaves) {
  health::OverrideRows out = view.overrides;
  for (const Leaf& leaf : leaves) {
    const auto key = key_of(*view.config, leaf);
    const auto said = read_override_request(wanted, key, view.config->pools[leaf.pool], view.at);
    if (!said) return said.error();
    said->admin || said->weight ? out.set(*said) : void(out.clear(key));
  }
  return out;
}

json::object effect_json(const config::Config& config, const report::PoolEffect& effect) {
  const config::PoolConfig& pool = config.pools[effect.pool];
  json::array shares;
  for (const report::MovedShare& moved : effect.shares)
    shares.push_back(json::object{
        {"member", pool.members[moved.member].name}, {"before", moved.before}, {"after", moved.after}});
  const auto& from = effect.after.serving_from;
  return {{"zone", zone_text(config.zones[pool.zone])},
          {"pool", pool.name},
          {"healthy_before", effect.before.healthy},
          {"healthy", effect.after.healthy},
          {"total", effect.after.total},
          {"state_before", name_of(effect.before.state)},
          {"state", name_of(effect.after.state)},
          {"serving_from", from ? json::value(config.pools[*from].name) : json::value()},
          {"empties", effect.empties},
          {"shares", std::move(shares)},
          {"text", effect.text}};
}

Result<json::object> preview_json(const operate::View& view, const json::object& body) {
  const auto wanted = override_request_of(body);
  if (!wanted) return wanted.error();
  const auto targets = read_targets(body);
  if (!targets) return targets.error();
  const auto selected = select(view, *targets, wanted->admin == "ready");
  if (!selected) return selected.error();
  const auto rows = rows_after(view, *wanted, selected->leaves);
  if (!rows) return rows.error();
  json::array effects;
  bool empties = false;
  for (const report::PoolEffect& effect : report::preview(view, *rows)) {
    empties = empties || effect.empties;
    effects.push_back(effect_json(*view.config, effect));
  }
  return json::object{{"members", json::array(selected->references.begin(), selected->references.end())},
                      {"empties", empties},
                      {"effects", std::move(effects)}};
}

}  // namespace

void post_preview(Context& context, Call&& call) {
  const auto parsed = parse_json(call.request.body);
  if (!parsed) return call.refuse(400, parsed.error().text);
  auto body = read_override_body(*parsed, {"targets"});
  if (!body) return call.refuse(422, body.error().text);
  context.with_view(std::move(call), [body = std::move(*body)](const Call& asked, const Seen& seen) {
    const auto told = preview_json(*seen.view, body);
    told ? asked.reply(json_response(*told)) : asked.refuse(422, told.error().text);
  });
}

}  // namespace rota::api
