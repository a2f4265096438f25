#include "health/announce.h"

#include <algorithm>

namespace rota::health {

std::optional<News> news_of_result(const Outcome& outcome, const Verdict::Progress& progress) {
  if (progress.count == 0) return {};
  const bool pass = outcome.finding == Finding::pass;
  const std::string count = std::to_string(progress.count) + "/" + std::to_string(progress.needed);
  const std::string why = pass ? count + " passes" : outcome.reason + " (" + count + ")";
  if (!progress.decided)
    return News{LogLevel::debug, (pass ? "rising: " : "degraded: ") + why, outcome.reason};
  if (pass) return News{LogLevel::info, "up: " + why, outcome.reason};
  return News{LogLevel::warning, "down: " + why, outcome.reason};
}

News news_of_stale(std::chrono::nanoseconds silence) {
  const auto whole = std::chrono::duration_cast<seconds>(silence).count();
  const std::string reason = "no result for " + std::to_string(whole) + " s";
  return {LogLevel::warning, "stale: " + reason, reason};
}

News news_of_return(State state) {
  return {LogLevel::info, std::string(name_of(state)) + ": results are back", ""};
}

News news_of_our_trouble(const std::string& reason) {
  return {LogLevel::warning, "not judged, the trouble is ours: " + reason, reason};
}

News news_of_blindness(const Blindness& now) {
  const std::string over(name_of(now.family));
  if (now.why.empty()) return {LogLevel::info, "this node sees again over " + over, ""};
  return {LogLevel::warning,
          "this node is blind over " + over + ": " + now.why + "; silence takes no member down", now.why};
}

std::string shown(const config::MemberKey& member, const Target& target) {
  return text(member) + " (" + std::string(name_of(target.address.family())) + " " + target.address.text() +
         ")";
}

void announce(const Target& target, const News& news) {
  constexpr std::size_t most_lines = 4;
  const std::size_t lines = std::min(target.members.size(), most_lines);
  for (std::size_t i = 0; i < lines; ++i)
    log(news.level, "member " + shown(target.members[i], target) + " " + news.text);
  if (target.members.size() > lines)
    log(news.level, "... and " + std::to_string(target.members.size() - lines) + " more members");
}

}  // namespace rota::health
