// What is known of the running world at one moment, for everybody who looks at it:
// immutable, made on the control loop when somebody asks.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/mistakes.h"
#include "config/config.h"
#include "control/operator/drains.h"
#include "health/overrides.h"
#include "health/sight.h"
#include "health/status.h"
#include "health/targets.h"

namespace rota::control {

struct ReloadState {
  bool ok = true;
  std::chrono::system_clock::time_point at{};  // of the last one, or of the start
  std::chrono::nanoseconds took{};
  std::chrono::system_clock::time_point succeeded{};  // of the load of what runs now
  std::vector<Mistake> mistakes;
};

// How far a member is that the operator took out.
struct DrainView {
  DrainState::Waiting waiting = DrainState::Waiting::nothing;  // nothing: it is safe to stop
  std::chrono::system_clock::time_point safe_at{};  // while workers are waited for: at the earliest
};

struct View {
  std::chrono::system_clock::time_point at{};
  std::uint64_t generation = 0;
  std::shared_ptr<const config::Config> config;
  std::shared_ptr<const health::TargetList> targets;
  std::vector<health::TargetStatus> statuses;     // by target
  std::vector<health::Override> overrides;        // as health::Overrides::rows()
  std::map<health::MemberKey, DrainView> drains;  // of all members that the operator took out
  ReloadState reload;
  std::vector<health::Blindness> blindness;
};

}  // namespace rota::control
