// Figures as people read them.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/plural.h"
#include "base/wall_time.h"

namespace rota::rotactl {

// Local time: "12:03:27" on the day of `now`, else "2026-01-02 12:03:27".
std::string time_text(WallTime time, WallTime now);

// The two largest units: "350 ms", "12 s", "3 min 5 s", "2 h 7 min", "5 d 3 h".
std::string span_text(std::chrono::nanoseconds span);

}  // namespace rota::rotactl
