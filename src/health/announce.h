// The log lines of health: who changed, to what, and why. A target used by many
// members gets a line for each of the first few only.
#pragma once

#include <string_view>

#include "health/check.h"
#include "health/targets.h"
#include "health/verdict.h"

namespace rota::health {

// "member web/lb1 down: connect refused (3/3)", "member web/lb1 up: 2/2 passes";
// a result that decides nothing yet is for the debug level.
void announce_result(const Target& target, const Outcome& outcome, const Verdict::Progress& progress);

void announce_stale(const Target& target, std::chrono::nanoseconds silence);
void announce_return(const Target& target, State state);  // results are back
void announce_not_counted(const Target& target, std::string_view reason);

}  // namespace rota::health
