// What is known of a target, for those who look: its health, since when, and
// what its probes found lately. No judgement: that is the verdict's.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "base/wall_time.h"
#include "health/check.h"
#include "health/targets.h"

namespace rota::health {

struct LastResult {
  Finding finding = Finding::pass;
  std::string reason{};  // "status 503"; "" for a plain pass
  WallTime at{};
  std::chrono::nanoseconds took{};
};

// Durations of the latest probes that passed or failed, oldest first.
class Latencies {
 public:
  static constexpr std::size_t most = 32;

  void add(std::chrono::nanoseconds took);
  std::size_t size() const { return count_; }
  std::chrono::microseconds operator[](std::size_t i) const;

 private:
  std::array<std::uint32_t, most> microseconds_{};
  std::uint8_t next_ = 0;
  std::uint8_t count_ = 0;
};

// How long the probes that passed or failed took, since the start of the process.
struct Durations {
  // What a probe takes lies between a reply from the same rack and the longest usual timeout.
  static constexpr std::array<milliseconds, 9> bounds{
      milliseconds(1),   milliseconds(5),    milliseconds(25),   milliseconds(100), milliseconds(250),
      milliseconds(500), milliseconds(1000), milliseconds(2500), milliseconds(5000)};

  void add(std::chrono::nanoseconds took);

  std::array<std::uint64_t, bounds.size()> within{};  // by the least bound that they did not exceed
  std::uint64_t count = 0;                            // of all, also those beyond the last bound
  std::chrono::nanoseconds total{};
};

struct TargetStatus {
  TargetHealth health{};
  WallTime since{};     // of the last change of state
  bool probed = false;  // false while all its members are in maintenance
  int count = 0;        // results in a row against what is known,
  int needed = 0;       // of so many that decide; 0 while none is pending
  std::optional<LastResult> last{};
  Latencies latencies{};
  // Since the start of the process; each probe is counted once.
  std::uint64_t passed = 0;
  std::uint64_t failed = 0;
  std::uint64_t inconclusive = 0;  // our own trouble,
  std::uint64_t late = 0;          // or a timeout while we were late ourselves
  Durations durations{};           // of passed and failed probes
  std::uint64_t changes = 0;       // of its state
  // Of the certificate that a probe saw last; nothing where none showed one.
  std::optional<WallTime> certificate_expires{};
};

}  // namespace rota::health
