// The table [control].
#pragma once

#include "base/row.h"
#include "base/settings.h"
#include "config/config.h"

namespace rota::config {

extern const Group control_group;
inline constexpr Row control_row{.key = "control", .type = ValueType::table, .group = &control_group};

void read_control(Settings& main, ControlConfig& control);

}  // namespace rota::config
