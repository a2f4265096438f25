#include "health/announce.h"

#include <algorithm>

namespace rota::health {

std::optional<News> news_of_result(const Outcome& outcome, const Verdict::Progress& progress) {
  if (progress.count == 0) return {};
  const bool pass = outcome.finding == Finding::pass;
  const std::string count = std::to_string(progress.count) + "/" + std::to_string(progress.needed);
  const std::string why = pass ? count + " passes" : outcome.reason + " (" + count + ")";
  News out{.text = why, .reason = outcome.reason, .count = progress.count, .needed = progress.needed};
  if (!progress.decided) {
    out.level = LogLevel::debug;
    out.event = pass ? "member_rising" : "member_failing";
    out.text = (pass ? "rising: " : "failing: ") + why;
  } else {
    out.level = pass ? LogLevel::info : LogLevel::warning;
    out.event = pass ? "member_up" : "member_down";
    out.text = (pass ? "up: " : "down: ") + why;
  }
  return out;
}

News news_of_stale(std::chrono::nanoseconds silence) {
  const auto whole = std::chrono::duration_cast<seconds>(silence).count();
  const std::string reason = "no result for " + std::to_string(whole) + " s";
  return {LogLevel::warning, "stale: " + reason, reason, "member_stale"};
}

News news_of_return(State state) {
  return {LogLevel::info, std::string(name_of(state)) + ": results are back", "", "member_results_back"};
}

News news_of_our_trouble(const std::string& reason) {
  return {LogLevel::warning, "result ignored, this node could not probe: " + reason, reason,
          "probe_not_judged"};
}

News news_of_blindness(const Blindness& now) {
  const std::string over(name_of(now.family));
  if (now.why.empty()) return {LogLevel::info, "this node sees again over " + over, "", "blindness_end"};
  return {LogLevel::warning,
          "this node is blind over " + over + ": " + now.why + "; silence takes no member down", now.why,
          "blindness"};
}

std::string shown(const config::MemberKey& member, const Target& target) {
  return text(member) + " (" + std::string(name_of(target.address.family())) + " " + target.address.text() +
         ")";
}

namespace {

void log_of(const config::MemberKey& member, const Target& target, const News& news) {
  const std::string address = target.address.text();
  log(news.level, news.event, "member " + shown(member, target) + " " + news.text,
      {{"zone", member.zone},
       {"pool", member.pool},
       {"member", member.member},
       {"family", label_of(target.address.family())},
       {"address", address},
       {"check", target.check_name},
       {"reason", news.reason},
       {"count", static_cast<std::uint64_t>(news.count)},
       {"needed", static_cast<std::uint64_t>(news.needed)}});
}

}  // namespace

void announce(const Target& target, const News& news) {
  constexpr std::size_t most_lines = 4;
  const std::size_t lines = std::min(target.members.size(), most_lines);
  for (std::size_t i = 0; i < lines; ++i) log_of(target.members[i], target, news);
  const std::size_t more = target.members.size() - lines;
  if (more > 0)
    log(news.level, news.event,
        "... and " + std::to_string(more) + (more == 1 ? " more member" : " more members"),
        {{"address", target.address.text()}, {"reason", news.reason}, {"members", more}});
}

}  // namespace rota::health
