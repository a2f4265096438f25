// What health has to say of a target, in words: for the log and for whoever keeps
// events. Who changed, to what, and why.
#pragma once

#include <optional>
#include <string>
#include <string_view>

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
  std::string_view event{};         // "member_down": a fixed word, for programs that read the log
  int count = 0;                    // results in a row, where they count,
  int needed = 0;                   // of so many that decide
};

// Nothing when the result only confirmed what was known.
std::optional<News> news_of_result(const Outcome& outcome, const Verdict::Progress& progress);
News news_of_stale(std::chrono::nanoseconds silence);
News news_of_return(State state);  // results are back
News news_of_our_trouble(const std::string& reason);
News news_of_blindness(const Blindness& now);

// As fields and labels have it: "ipv4", "ipv6".
constexpr std::string_view label_of(Family family) { return family == Family::v4 ? "ipv4" : "ipv6"; }

// A member at the address of this target: "lb.example:web/lb1 (IPv4 192.0.2.1)".
std::string shown(const config::MemberKey& member, const Target& target);

// "member lb.example:web/lb1 (IPv4 192.0.2.1) down: connect refused (3/3)" in the log; a
// target used by many members gets a line for each of the first few only.
void announce(const Target& target, const News& news);

}  // namespace rota::health
