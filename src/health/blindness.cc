#include "health/blindness.h"

#include <algorithm>

namespace rota::health {

namespace {

constexpr std::uint32_t least_targets = 20;
constexpr std::uint32_t least_silent = 10;
constexpr std::uint32_t least_pools = 3;

std::string of(std::uint32_t part, std::uint32_t whole) {
  return std::to_string(part) + " of " + std::to_string(whole);
}

}  // namespace

std::string_view name_of(Family family) { return family == Family::v4 ? "IPv4" : "IPv6"; }

void BlindnessTest::add(const Glance& glance) {
  if (glance.evidence == Evidence::own) return;
  ++targets_;
  if (glance.evidence == Evidence::none) return;
  heard_ += glance.evidence == Evidence::heard ? 1 : 0;
  canaries_ += glance.is_canary ? 1 : 0;
  canaries_heard_ += glance.is_canary && glance.evidence == Evidence::heard ? 1 : 0;
  if (glance.evidence == Evidence::silent) {
    ++silent_;
    note_silent_pool(glance.pool);
  } else if (glance.evidence == Evidence::unsent) {
    ++unsent_;
    reason_ = glance.reason;
  }
}

void BlindnessTest::note_silent_pool(PoolId pool) {
  const auto end = pools_.begin() + silent_pools_;
  if (silent_pools_ < pools_.size() && std::find(pools_.begin(), end, pool) == end)
    pools_[silent_pools_++] = pool;
}

bool BlindnessTest::is_all_silent() const {
  return targets_ >= least_targets && silent_ >= least_silent && silent_pools_ >= least_pools &&
         heard_ * 10 <= looked();
}

std::string BlindnessTest::why_blind() const {
  if (unsent_ * 2 > looked())
    return of(unsent_, looked()) + " probes could not be sent: " + std::string(reason_);
  if (canaries_heard_ > 0) return "";
  if (canaries_ > 0) return "no canary is heard, of " + std::to_string(canaries_);
  return is_all_silent() ? of(silent_, looked()) + " targets are silent" : "";
}

}  // namespace rota::health
