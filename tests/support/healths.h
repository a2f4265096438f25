// What may be known of a target, by name.
#pragma once

#include "health/targets.h"

namespace rota::test {

inline constexpr health::TargetHealth is_unknown{health::State::unknown, true, true};
inline constexpr health::TargetHealth is_up{health::State::up, true, false};
inline constexpr health::TargetHealth is_failing{health::State::failing, true, true};
inline constexpr health::TargetHealth is_down{health::State::down, false, false};
inline constexpr health::TargetHealth is_rising{health::State::down, false, true};

}  // namespace rota::test
