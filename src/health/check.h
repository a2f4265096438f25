// A check knows one probe: is this address well? It reports once and knows
// nothing of intervals, thresholds or pools. One kind per file in checks/; the
// list is checks/all.
#pragma once

#include <boost/asio/io_context.hpp>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/address.h"
#include "base/clock.h"
#include "base/settings.h"
#include "config/config.h"

namespace rota::health {

enum class Verdict : std::uint8_t { pass, fail, inconclusive };  // inconclusive: our own trouble, e.g. no descriptors left

struct Outcome {
  Verdict verdict = Verdict::fail;
  std::string reason;  // "connect refused", "status 503", "timeout"; "" for a plain pass
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

  // Starts one probe on the loop; `done` is called at most once, never from
  // within start(), and not after the Probe is gone. The check enforces `timeout`.
  virtual std::unique_ptr<Probe> start(boost::asio::io_context& loop, const Address& address, milliseconds timeout,
                                       Done done) const = 0;
};

// Reads the kind's own settings; wrong ones are noted there, and then nothing is returned.
using MakeCheck = std::shared_ptr<const Check> (*)(Settings& settings);
const std::map<std::string_view, MakeCheck>& all_checks();

// One Check for each of the configuration's, null where it has mistakes.
std::vector<std::shared_ptr<const Check>> make_checks(const config::Config& config, Mistakes& mistakes);

}  // namespace rota::health
