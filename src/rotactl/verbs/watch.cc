// `watch` and `top`: pools or members, drawn anew with every pulse of the daemon.
#include <algorithm>
#include <cmath>
#include <map>

#include "rotactl/live.h"
#include "rotactl/members.h"
#include "rotactl/pools.h"
#include "rotactl/stream.h"

namespace rota::rotactl {

namespace {

int badness_of(const json::value& pool) {
  const std::string state = text(pool, "state");
  return state == "down" || state == "broken" ? 2 : state == "degraded" ? 1 : 0;
}

// The worst first.
Table pools_table(const json::value& found) {
  const json::array& pools = list(found, "pools");
  std::vector<const json::value*> order;
  for (const json::value& pool : pools) order.push_back(&pool);
  std::ranges::stable_sort(order, std::greater(), [](const auto* pool) { return badness_of(*pool); });
  return pool_table(pools, order);
}

std::string rate_text(double rate) { return count_text(static_cast<std::uint64_t>(std::lround(rate))); }

std::string heading(const Screen& screen, const json::value& pulse) {
  const auto now = std::chrono::system_clock::now();
  const std::string level = text(pulse, "level");
  std::string out = time_text(now, now) + "  " + rate_text(number(pulse, "qps").value_or(0)) + " queries/s";
  if (!level.empty()) out += "  " + screen.painted(level, style_of(level));
  for (const std::string& problem : texts(pulse, "problems")) out += "  ! " + problem;
  return out;
}

// What is drawn below the heading, and how many of its lines do not scroll.
struct Picture {
  std::vector<std::string> lines;
  std::size_t fixed = 0;
};
using Paint = std::function<Picture(const Screen&, const json::value&)>;

Expected<void> redraw(const Session& session, Live& live, const std::string& path, const json::value& pulse,
                      const Paint& paint) {
  const auto body = session.client.fetch(path);
  if (!body) return body.error();
  if (session.json) return print_body(session, *body), Expected<void>();
  const auto found = read_json(*body);
  if (!found) return found.error();
  Picture picture = paint(live.screen(), *found);
  picture.lines.insert(picture.lines.begin(), heading(live.screen(), pulse));
  live.show(std::move(picture.lines), picture.fixed + 1);
  return {};
}

Expected<void> draw_live(const Session& session, const std::string& path, const Paint& paint) {
  Screen screen = session.screen;
  screen.terminal = screen.terminal && !session.json;
  Live live(screen);
  Expected<void> drawn;
  const auto listened = listen(
      session.client, screen, "",
      [&](const Message& message) {
        if (message.event != "pulse") return true;
        const auto pulse = read_json(message.data);
        drawn = redraw(session, live, path, pulse ? *pulse : json::value(), paint);
        return drawn.has_value();
      },
      [&live] { return live.look(); });
  return drawn ? listened : drawn;
}

// How often members are returned a second, from one picture to the next.
class Rates {
 public:
  double of(const std::string& member, std::uint64_t returned) {
    const auto now = std::chrono::steady_clock::now();
    Sample& last = last_[member];
    const std::chrono::duration<double> passed = now - last.at;
    const bool is_first = last.at == std::chrono::steady_clock::time_point();
    const double out = is_first || returned < last.returned
                           ? 0
                           : static_cast<double>(returned - last.returned) / std::max(passed.count(), 0.001);
    last = {now, returned};
    return out;
  }

 private:
  struct Sample {
    std::chrono::steady_clock::time_point at{};
    std::uint64_t returned = 0;
  };
  std::map<std::string, Sample> last_;
};

// Twenty columns are the whole of a pool.
std::string bar(double share) {
  const long columns = std::lround(std::clamp(share, 0.0, 1.0) * 20);
  std::string out;
  for (long i = 0; i < columns; ++i) out += "█";
  return out;
}

struct Busy {
  const json::value* member;
  double rate;
};

Table shares_table(const json::value& found, Rates& rates) {
  std::vector<Busy> order;
  for (const json::value& member : list(found, "members"))
    order.push_back({&member, rates.of(reference_of(member), count(member, "given"))});
  std::ranges::stable_sort(order, std::greater(), &Busy::rate);
  Table out({{"MEMBER"},
             {"STATE"},
             {"ANSWERS/S", Column::right},
             {"TARGET", Column::right},
             {"RETURNED", Column::right},
             {"SHARE", Column::left, 1}});
  for (const auto& [member, rate] : order) {
    const std::string admin = text(*member, "admin");
    const bool is_out = admin == "drain" || admin == "maint" || admin == "down";
    const auto returned = number(*member, "share_given");
    out.add({{reference_of(*member)},
             state_cell(is_out ? admin : text(*member, "state")),
             {rate_text(rate)},
             {percent_text(number(*member, "share").value_or(0))},
             {returned ? percent_text(*returned) : "-"},
             {returned ? bar(*returned) : ""}});
  }
  return out;
}

}  // namespace

Expected<void> watch(const Session& session) {
  const auto& words = session.asked.words;
  if (!words.empty())
    return draw_live(session, pool_path(words[0]), [](const Screen& screen, const json::value& pool) {
      return Picture{pool_lines(screen, pool)};
    });
  return draw_live(session, std::string(api) + "/pools", [](const Screen& screen, const json::value& found) {
    return Picture{pools_table(found).lines(screen), 1};
  });
}

Expected<void> top(const Session& session) {
  std::string target = session.asked.words.empty() ? "" : session.asked.words[0];
  if (session.asked.has("--tag")) target = "tag:" + session.asked.value("--tag");
  const std::string path =
      std::string(api) + "/members" + (target.empty() ? "" : "?target=" + percent_encoded(target));
  Rates rates;
  return draw_live(session, path, [&rates](const Screen& screen, const json::value& found) {
    return Picture{shares_table(found, rates).lines(screen), 1};
  });
}

}  // namespace rota::rotactl
