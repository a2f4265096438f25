// What is known of the running world at one moment, for everybody who looks at it:
// immutable, made on the control loop when somebody asks.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/clock.h"
#include "base/mistakes.h"
#include "config/config.h"
#include "health/blindness.h"
#include "health/override_rows.h"
#include "health/status.h"
#include "health/targets.h"
#include "operate/drains.h"

namespace rota::operate {

struct ReloadState {
  bool ok = true;
  std::chrono::system_clock::time_point at{};  // of the last one, or of the start
  std::chrono::nanoseconds took{};
  std::chrono::system_clock::time_point succeeded{};  // of the load of what runs now
  std::vector<Mistake> mistakes;
};

struct View {
  std::chrono::system_clock::time_point at{};
  Time now{};  // the same moment
  std::uint64_t generation = 0;
  std::shared_ptr<const config::Config> config;
  std::shared_ptr<const health::TargetList> targets;
  IdVector<TargetId, health::TargetStatus> statuses;
  health::OverrideRows overrides;
  std::uint64_t overrides_revision = 0;  // see health/overrides.h
  Drains::Out drains;
  ReloadState reload;
  std::vector<health::Blindness> blindness;
  std::uint64_t late_probes = 0;
};

}  // namespace rota::operate
