// Time as rota uses it: monotonic for every decision; the wall clock only to
// stamp what is saved. Injected, so that tests turn the hands themselves.
#pragma once

#include <chrono>

namespace rota {

using Time = std::chrono::steady_clock::time_point;
using std::chrono::milliseconds;
using std::chrono::seconds;

// For who tells of a span: with its fractions.
constexpr double in_seconds(std::chrono::nanoseconds span) {
  return std::chrono::duration<double>(span).count();
}

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Time now() const = 0;
  virtual std::chrono::system_clock::time_point wall() const = 0;
};

class SystemClock final : public Clock {
 public:
  Time now() const override { return std::chrono::steady_clock::now(); }
  std::chrono::system_clock::time_point wall() const override { return std::chrono::system_clock::now(); }
};

inline const SystemClock system_clock;

}  // namespace rota
