// A check knows one probe: is this address well? It reports once and knows
// nothing of intervals, thresholds or pools. One kind per file in checks/; the
// list is checks/all.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/address.h"
#include "base/clock.h"
#include "base/settings.h"
#include "config/config.h"

namespace boost::asio {
class io_context;
}

namespace rota::health {

class HttpClient;

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

// What probes share; the board owns it and outlives them.
struct ProbeContext {
  boost::asio::io_context& loop;
  HttpClient& http;
};

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

// Reads the kind's own settings; wrong ones are noted there, and then nothing is returned.
using MakeCheck = std::shared_ptr<const Check> (*)(Settings& settings);
const std::map<std::string_view, MakeCheck>& all_checks();

// One Check for each of the configuration's, null where it has mistakes.
std::vector<std::shared_ptr<const Check>> make_checks(const config::Config& config, Mistakes& mistakes);

}  // namespace rota::health
