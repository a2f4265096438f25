// What health has to say of a target, in words: for the log and for whoever keeps
// events. Who changed, to what, and why.
#pragma once

#include <optional>
#include <string>

#include "base/log.h"
#include "health/blindness.h"
#include "health/check.h"
#include "health/targets.h"
#include "health/verdict.h"

namespace rota::health {

struct News {
  LogLevel level = LogLevel::info;  // debug: nothing is decided yet
  std::string text;                 // "down: connect refused (3/3)", "up: 2/2 passes"
  std::string reason;               // "connect refused"; "" when nobody gave one
};

// Nothing when the result only confirmed what was known.
std::optional<News> news_of_result(const Outcome& outcome, const Verdict::Progress& progress);
News news_of_stale(std::chrono::nanoseconds silence);
News news_of_return(State state);  // results are back
News news_of_our_trouble(const std::string& reason);
News news_of_blindness(const Blindness& now);

// A member at the address of this target: "lb.example:web/lb1 (IPv4 192.0.2.1)".
std::string shown(const config::MemberKey& member, const Target& target);

// "member lb.example:web/lb1 (IPv4 192.0.2.1) down: connect refused (3/3)" in the log; a
// target used by many members gets a line for each of the first few only.
void announce(const Target& target, const News& news);

}  // namespace rota::health
