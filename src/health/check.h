// A check knows one probe: is this address well? It reports once and knows
// nothing of intervals, thresholds or pools. How each kind probes stands in the room
// `probe`, one file each.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "base/address.h"
#include "base/clock.h"
#include "base/wall_time.h"

namespace rota::health {

// Inconclusive: our own trouble; it says nothing of the target.
enum class Finding : std::uint8_t { pass, fail, inconclusive };

// What a probe proves of the way to its target. Only what hits every probe alike, such
// as no route or no descriptors left, is evidence that this node is blind.
enum class Evidence : std::uint8_t {
  none,    // nothing was found yet, or we were late
  heard,   // the target spoke, be it to refuse
  silent,  // it said nothing at all, not even that it takes a connection
  unsent,  // this node could not send
  own,     // this check of ours cannot ask, whatever the way is like
};

struct Outcome {
  Finding finding = Finding::fail;
  std::string reason{};  // "connect refused", "status 503", "timeout"; "" for a plain pass
  // By timeout, which also happens when we are the slow ones: then it is inconclusive.
  bool timed_out = false;
  Evidence evidence = Evidence::heard;
  std::optional<WallTime> certificate_expires{};  // of the certificate that the target showed
};

inline Outcome passed() { return {.finding = Finding::pass}; }
inline Outcome failed(std::string reason) { return {.finding = Finding::fail, .reason = std::move(reason)}; }
inline Outcome timed_out(Evidence evidence = Evidence::silent) {
  return {.finding = Finding::fail, .reason = "timeout", .timed_out = true, .evidence = evidence};
}
inline Outcome unreachable(std::string reason) {
  return {.finding = Finding::fail, .reason = std::move(reason), .evidence = Evidence::silent};
}
inline Outcome not_sent(std::string reason) {
  return {.finding = Finding::inconclusive, .reason = std::move(reason), .evidence = Evidence::unsent};
}
inline Outcome own_trouble(std::string reason) {
  return {.finding = Finding::inconclusive, .reason = std::move(reason), .evidence = Evidence::own};
}

struct ProbeContext;  // what probes share (probe/context.h)

// A probe in flight; destroying it cancels it, and nothing is reported then.
class Probe {
 public:
  virtual ~Probe() = default;
};

class Check {
 public:
  using Done = std::function<void(Outcome)>;
  virtual ~Check() = default;

  // Starts one probe; `done` is called at most once, never from within start(), and
  // not after the Probe is gone. The check enforces `timeout`.
  virtual std::unique_ptr<Probe> start(const ProbeContext& context, const Address& address,
                                       milliseconds timeout, Done done) const = 0;
};

}  // namespace rota::health
