#include "report/preview.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "bake/all_down.h"
#include "base/plural.h"
#include "config/pool_graph.h"
#include "config/references.h"
#include "operate/pool_index.h"
#include "report/view_reports.h"

namespace rota::report {

namespace {

using bake::PoolReport;
using config::Config;

constexpr double least_move = 0.0005;  // what a tenth of a percent shows
constexpr std::size_t most_gains = 3;  // that a sentence names

bool has_eligible(const PoolReport& report, std::size_t type) {
  return std::ranges::any_of(report.members, [type](const bake::MemberReport& member) {
    return bake::is_eligible(member.types[type].standing);
  });
}

bool has_answer(const PoolReport& report, dns::Type type) {
  const auto menu = std::ranges::find(report.menus, type, &bake::MenuReport::type);
  return menu != report.menus.end() && menu->answers() > 0;
}

// The types for which nobody would be left, of those that are fit or of those that answer
// though they are not.
std::vector<dns::Type> emptied_types(const PoolReport& before, const PoolReport& after) {
  std::vector<dns::Type> out;
  if (after.members.empty()) return out;
  const auto& types = after.members[MemberId{0}].types;
  for (std::size_t i = 0; i < types.size(); ++i) {
    const dns::Type type = types[i].type;
    if ((has_eligible(before, i) && !has_eligible(after, i)) ||
        (has_answer(before, type) && !has_answer(after, type)))
      out.push_back(type);
  }
  return out;
}

std::vector<MovedShare> moved_shares(const PoolReport& before, const PoolReport& after) {
  std::vector<MovedShare> out;
  for (const MemberId id : after.members.ids()) {
    const MovedShare moved{id, before.members[id].share, after.members[id].share};
    if (std::abs(moved.after - moved.before) >= least_move) out.push_back(moved);
  }
  std::ranges::stable_sort(out, std::greater(),
                           [](const MovedShare& moved) { return moved.after - moved.before; });
  return out;
}

// "1 of 3 members left", "3 of 3 members eligible"; "" when as many are as before.
std::string members_text(const PoolVerdict& before, const PoolVerdict& after) {
  if (after.healthy == before.healthy) return "";
  return std::to_string(after.healthy) + " of " + std::to_string(after.total) + " members " +
         (after.healthy < before.healthy ? "left" : "eligible");
}

// "ams 14.3 % -> 100.0 % of answers": who gains, else who loses.
std::string shares_text(const config::PoolConfig& pool, const std::vector<MovedShare>& moved) {
  const auto gains = static_cast<std::size_t>(
      std::ranges::count_if(moved, [](const MovedShare& each) { return each.after > each.before; }));
  const std::size_t all = gains > 0 ? gains : moved.size();
  std::string out;
  for (std::size_t i = 0; i < std::min(all, most_gains); ++i)
    out += (i > 0 ? ", " : "") + pool.members[moved[i].member].name + " " + percent_text(moved[i].before) +
           " -> " + percent_text(moved[i].after);
  if (all > most_gains) out += " and " + std::to_string(all - most_gains) + " more";
  return out.empty() ? "" : out + " of answers";
}

std::string emptied_text(const std::vector<dns::Type>& types) {
  std::string out;
  for (const dns::Type type : types)
    out += (out.empty() ? "" : "; ") + ("no member left for " + dns::text(type)) +
           ": such questions get no data";
  return out;
}

void add_part(std::string& out, const std::string& part) {
  if (!part.empty()) out += (out.empty() ? "" : "; ") + part;
}

std::string effect_text(const Config& config, const PoolReport& after, const PoolEffect& effect,
                        const std::vector<dns::Type>& emptied) {
  std::string out;
  if (after.all_down) {
    add_part(out, bake::what_all_down_does(config, after));
  } else {
    add_part(out, members_text(effect.before, effect.after));
    add_part(out, emptied_text(emptied));
    add_part(out, shares_text(config.pools[effect.pool], effect.shares));
  }
  return "pool " + config::pool_text(config, effect.pool) + ": " + out;
}

PoolEffect effect_of(const Config& config, const PoolReport& before, const PoolReport& after) {
  const auto emptied = emptied_types(before, after);
  PoolEffect out{.pool = after.pool,
                 .before = verdict_of(before),
                 .after = verdict_of(after),
                 .empties = !emptied.empty(),
                 .shares = moved_shares(before, after)};
  out.text = effect_text(config, after, out, emptied);
  return out;
}

// The pools of these members; besides, those above that take their answers from one of them.
std::set<PoolId> pools_to_compare(const operate::View& view, const operate::PoolIndex& index,
                                  const health::OverrideRows& next) {
  std::set<PoolId> out;
  health::OverrideRows::each_difference(view.overrides, next, [&](const config::MemberKey& of) {
    if (const auto leaf = index.find(of)) out.insert(leaf->pool);
  });
  const config::PoolGraph graph(*view.config);
  for (const PoolId pool : std::set(out))
    for (const PoolId above : graph.above(pool)) out.insert(above);
  return out;
}

}  // namespace

std::vector<PoolEffect> preview(const operate::View& view, const health::OverrideRows& next) {
  const ViewReports now(view);
  const ViewReports then = now.with(next);
  std::vector<PoolEffect> out;
  for (const PoolId pool : pools_to_compare(view, now.index(), next)) {
    const PoolReport before = now.of(pool);
    const PoolReport after = then.of(pool);
    PoolEffect effect = effect_of(*view.config, before, after);
    // One that answers by itself does not notice what happens below it.
    if (before.all_down || after.all_down || !effect.shares.empty() ||
        effect.before.healthy != effect.after.healthy)
      out.push_back(std::move(effect));
  }
  return out;
}

}  // namespace rota::report
