#include "health/announce.h"

#include <algorithm>
#include <string>

#include "base/log.h"

namespace rota::health {

namespace {

constexpr std::size_t most_lines = 4;

void announce(LogLevel level, const Target& target, const std::string& what) {
  const std::size_t lines = std::min(target.members.size(), most_lines);
  for (std::size_t i = 0; i < lines; ++i) log(level, "member " + target.members[i] + " " + what);
  if (target.members.size() > lines) {
    log(level, "... and " + std::to_string(target.members.size() - lines) + " more members");
  }
}

}  // namespace

void announce_result(const Target& target, const Outcome& outcome, const Verdict::Progress& progress) {
  if (progress.count == 0) return;
  const bool pass = outcome.finding == Finding::pass;
  const std::string count = std::to_string(progress.count) + "/" + std::to_string(progress.needed);
  const std::string why = pass ? count + " passes" : outcome.reason + " (" + count + ")";
  if (progress.decided) {
    announce(pass ? LogLevel::info : LogLevel::warning, target, (pass ? "up: " : "down: ") + why);
  } else {
    announce(LogLevel::debug, target, (pass ? "rising: " : "degraded: ") + why);
  }
}

void announce_stale(const Target& target, std::chrono::nanoseconds silence) {
  const auto whole = std::chrono::duration_cast<seconds>(silence).count();
  announce(LogLevel::warning, target, "stale: no result for " + std::to_string(whole) + " s");
}

void announce_return(const Target& target, State state) {
  announce(LogLevel::info, target, std::string(name_of(state)) + ": results are back");
}

void announce_not_counted(const Target& target, std::string_view reason) {
  announce(LogLevel::warning, target, "not judged, the trouble is ours: " + std::string(reason));
}

}  // namespace rota::health
