// `watch`: the pools, or one of them, drawn anew with every pulse of the daemon.
#include <algorithm>
#include <cmath>
#include <ostream>

#include "rotactl/pools.h"
#include "rotactl/show.h"
#include "rotactl/stream.h"

namespace rota::rotactl {

namespace {

int badness(const json::value& pool) {
  const std::string state = text(pool, "state");
  return state == "down" || state == "broken" ? 2 : state == "degraded" ? 1 : 0;
}

// The worst first, as many as there are lines for.
std::vector<std::string> overview_lines(const Screen& screen, const json::value& found) {
  const json::array& pools = list(found, "pools");
  std::vector<const json::value*> order;
  for (const json::value& pool : pools) order.push_back(&pool);
  std::ranges::stable_sort(order, [](const auto* a, const auto* b) { return badness(*a) > badness(*b); });
  const std::size_t room = screen.terminal ? screen.rows - 3 : order.size();
  const std::size_t more = order.size() > room ? order.size() - room : 0;
  order.resize(order.size() - more);
  auto out = pool_table(pools, order).lines(screen);
  if (more > 0) out.push_back("and " + plural(more, "pool") + " more");
  return out;
}

std::string heading(const json::value& pulse) {
  std::string out = time_text(std::chrono::system_clock::now(), std::chrono::system_clock::now()) + "  " +
                    count_text(static_cast<std::uint64_t>(std::lround(number(pulse, "qps").value_or(0)))) +
                    " queries/s";
  for (const std::string& problem : texts(pulse, "problems")) out += "  ! " + problem;
  return out;
}

// In place on a terminal: each line overwrites what stood there, the rest is cleared.
void draw(const Screen& screen, const std::vector<std::string>& lines) {
  std::string out = screen.terminal ? "\x1b[H" : "";
  const std::size_t most = screen.terminal ? std::min(lines.size(), screen.rows - 1) : lines.size();
  for (std::size_t i = 0; i < most; ++i) out += lines[i] + (screen.terminal ? "\x1b[K\n" : "\n");
  out += screen.terminal ? "\x1b[J" : "\n";
  (screen.out << out).flush();
}

Expected<void> redraw(const Session& session, const json::value& pulse) {
  const auto& words = session.asked.words;
  const auto body = session.client.fetch(words.empty() ? std::string(api) + "/pools" : pool_path(words[0]));
  if (!body) return body.error();
  if (session.json) {
    print_body(session, *body);
    return {};
  }
  const auto found = read_json(*body);
  if (!found) return found.error();
  std::vector<std::string> lines{heading(pulse)};
  std::ranges::copy(
      words.empty() ? overview_lines(session.screen, *found) : pool_lines(session.screen, *found),
      std::back_inserter(lines));
  draw(session.screen, lines);
  return {};
}

}  // namespace

Expected<void> watch(const Session& session) {
  Expected<void> drawn;
  if (session.screen.terminal) (session.screen.out << "\x1b[2J").flush();
  const auto listened = listen(session.client, session.screen, "", [&](const Message& message) {
    if (message.event != "pulse") return true;
    const auto pulse = read_json(message.data);
    drawn = redraw(session, pulse ? *pulse : json::value());
    return drawn.has_value();
  });
  return drawn ? listened : drawn;
}

}  // namespace rota::rotactl
