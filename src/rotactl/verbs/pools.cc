// `pool list`, `pool show`, `override list`.
#include "rotactl/pools.h"

#include <algorithm>

#include "base/choices.h"
#include "rotactl/show.h"

namespace rota::rotactl {

namespace {

void print_pools(const Session& session, const json::value& found) {
  const json::array& pools = list(found, "pools");
  std::vector<const json::value*> order;
  const std::string state = session.asked.value("--state");
  for (const json::value& pool : pools)
    if (state.empty() || text(pool, "state") == state) order.push_back(&pool);
  if (order.empty() && !session.screen.names) return session.screen.line("no pools");
  pool_table(pools, order).print(session.screen);
}

void print_pool(const Session& session, const json::value& pool) {
  for (const std::string& line : pool_lines(session.screen, pool)) session.screen.line(line);
}

std::string until_text(const json::value& said) {
  const auto until = time(said, "until");
  return until ? time_text(*until, std::chrono::system_clock::now()) : "taken back";
}

void print_overrides(const Session& session, const json::value& found) {
  Table table({{"MEMBER"},
               {"ZONE"},
               {"SAID"},
               {"WEIGHT", Column::right},
               {"SINCE", Column::right},
               {"UNTIL"},
               {"WHO"},
               {"REASON"}});
  for (const json::value& said : list(found, "overrides"))
    table.add({{text(said, "pool") + "/" + text(said, "member")},
               {text(said, "zone")},
               state_cell(text(said, "admin")),
               {number(said, "weight") ? std::to_string(count(said, "weight")) : ""},
               {ago(said, "since")},
               {until_text(said)},
               {text(said, "who")},
               {text(said, "reason")}});
  table.empty() ? session.screen.line("no overrides") : table.print(session.screen);
}

}  // namespace

Expected<void> list_pools(const Session& session) {
  constexpr std::string_view states[] = {"healthy", "degraded", "down", "broken"};
  const std::string state = session.asked.value("--state");
  if (!state.empty() && std::ranges::find(states, state) == std::end(states))
    return misused(must_be_one_of("--state", states, state));
  const std::string zone = session.asked.value("--zone");
  return show(session, std::string(api) + "/pools" + (zone.empty() ? "" : "?zone=" + percent_encoded(zone)),
              print_pools);
}

Expected<void> show_pool(const Session& session) {
  return show(session, pool_path(session.asked.words[0]), print_pool);
}

Expected<void> list_overrides(const Session& session) {
  return show(session, std::string(api) + "/overrides", print_overrides);
}

}  // namespace rota::rotactl
