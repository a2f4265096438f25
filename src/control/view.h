// What is known of the running world at one moment, for everybody who looks at it:
// immutable, made on the control loop when somebody asks.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/mistakes.h"
#include "config/config.h"
#include "health/overrides.h"
#include "health/status.h"
#include "health/targets.h"

namespace rota::control {

struct ReloadState {
  bool ok = true;
  std::chrono::system_clock::time_point at{};  // of the last one, or of the start
  std::chrono::nanoseconds took{};
  std::vector<Mistake> mistakes;
};

struct View {
  std::chrono::system_clock::time_point at{};
  std::uint64_t generation = 0;
  std::shared_ptr<const config::Config> config;
  std::shared_ptr<const health::TargetList> targets;
  std::vector<health::TargetStatus> statuses;  // by target
  std::vector<health::Override> overrides;
  ReloadState reload;
};

}  // namespace rota::control
