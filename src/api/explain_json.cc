#include "api/explain_json.h"

#include <algorithm>
#include <string>
#include <utility>

#include "api/pool_json.h"
#include "bake/all_down.h"
#include "base/plural.h"
#include "dns/name.h"
#include "zonefile/print.h"

namespace rota::api {

namespace json = boost::json;

namespace {

using bake::MenuReport;

constexpr std::size_t most_lines = 64;

json::object question_of(const report::Question& question) {
  return {{"name", dns::name_text(question.name)},
          {"type", dns::text(question.type)},
          {"client", question.client ? json::value(question.client->text()) : json::value()}};
}

// "lb1 (weight 3), lb2 (weight 1)": the first of them.
std::string named_words(const config::Config& config, const MenuReport& menu, bool weighs) {
  constexpr std::size_t most_named = 8;
  std::string out;
  std::size_t named = 0;
  for (const bake::Candidate& each : menu.members) {
    if (each.weight == 0 || ++named > most_named) continue;
    out += (named > 1 ? ", " : "") + config.pools[each.leaf.pool].members[each.leaf.member].name;
    if (weighs) out += " (weight " + std::to_string(each.weight) + ")";
  }
  if (named > most_named) out += " and " + std::to_string(named - most_named) + " more";
  return out;
}

// How it is settled which set a reply has.
std::string plan_words(const policy::Plan& plan) {
  if (const auto* const by_turn = std::get_if<policy::ByTurn>(&plan))
    return "in shares that are exact over every " + std::to_string(by_turn->width) + " replies";
  if (std::holds_alternative<policy::ByHash>(plan)) return "chosen by the client's network";
  return "chosen by the client's location";
}

std::string policy_words(const config::PoolConfig& pool, const MenuReport& menu) {
  const std::size_t answers = menu.menu.lines.size();
  const std::string policy = "policy " + pool.policy + ": ";
  if (answers == 1) return policy + "always the same answer";
  return policy + plural(menu.answers(), "record") + " in a reply, " + plural(answers, "possible answer") +
         ", " + plan_words(menu.menu.plan);
}

// What follows the walk, of the pool it came to.
void append_steps(const report::Scene& scene, const report::Explanation& told, const MenuReport* menu,
                  json::array& out) {
  const bake::PoolReport& report = *told.pool;
  const auto note = [&](const std::string& step) {
    if (!step.empty()) out.emplace_back(step);
  };
  note(bake::what_all_down_does(scene.config, report));
  if (menu == nullptr || menu->answers() == 0) return;
  const config::PoolConfig& pool = scene.config.pools[report.named];
  const std::size_t of = pool.members.size();
  const policy::Kind& kind = policy::all_policies().at(pool.policy);
  note(std::to_string(menu->eligible()) + " of " + plural(of, "member") +
       (menu->eligible() == 1 ? " is eligible: " : " are eligible: ") +
       named_words(scene.config, *menu, kind.uses_weights));
  note(policy_words(pool, *menu));
  note(why_fewer(scene, report, *menu));
  if (told.question.client && !kind.asks_who)
    note("policy " + pool.policy + " returns the same to all clients");
}

}  // namespace

report::Scene scene_of(const config::Config& config, const health::TargetList& targets,
                       const operate::View& view) {
  report::Scene out{config, targets, {}, view.overrides};
  if (view.targets.get() == &targets) out.statuses = &view.statuses;
  return out;
}

json::object explanation_json(const report::Explanation& told, const operate::View& view) {
  const report::Scene scene = scene_of(*told.config, *told.targets, view);
  json::array steps(told.steps.begin(), told.steps.end());
  json::object out{{"question", question_of(told.question)},
                   {"zone", told.zone},
                   {"outcome", text(told.outcome)},
                   {"pool", nullptr},
                   {"ttl", told.ttl ? json::value(*told.ttl) : json::value()},
                   {"ttl_reason", told.ttl_reason},
                   {"all_down", told.pool && told.pool->all_down},
                   {"lines", json::array()}};
  if (told.pool) {
    const auto found = std::ranges::find(told.pool->menus, told.pool_type, &MenuReport::type);
    const MenuReport* const menu = found == told.pool->menus.end() ? nullptr : &*found;
    append_steps(scene, told, menu, steps);
    if (told.outcome == report::Ending::pool) out["ttl_reason"] = why_ttl(scene, *told.pool);
    if (menu != nullptr) out["lines"] = lines_json(scene, *told.pool, *menu, most_lines);
    out["pool"] = pool_json(scene, *told.pool);
  }
  out["steps"] = std::move(steps);
  out["answer"] = zonefile::print_message(told.answer);
  return out;
}

}  // namespace rota::api
