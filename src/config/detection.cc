#include "config/detection.h"

#include <algorithm>

#include "base/plural.h"
#include "dns/name.h"

namespace rota::config {

namespace {

constexpr std::size_t most_pools_shown = 100;
constexpr std::size_t most_names_shown = 5;
constexpr milliseconds bake_time{100};  // from the verdict to the answers, at most

milliseconds stretched(milliseconds time, double jitter) {
  return milliseconds(static_cast<std::int64_t>(static_cast<double>(time.count()) * (1 + jitter)));
}

// It dies just after a probe has passed; each of the `fall` probes that follow times out.
milliseconds worst_of(const Timing& timing) {
  const milliseconds next = std::max(stretched(timing.fast_interval, timing.jitter), timing.timeout);
  return stretched(timing.interval, timing.jitter) + (timing.fall - 1) * next + timing.timeout + bake_time;
}

// Rounded up: "900 ms", "12 s".
std::string text_of(milliseconds time) {
  if (time.count() < 1000) return std::to_string(time.count()) + " ms";
  return count_text(static_cast<std::uint64_t>((time.count() + 999) / 1000)) + " s";
}

std::string names_of_pool(const PoolConfig& pool) {
  std::string out;
  for (std::size_t i = 0; i < std::min(pool.names.size(), most_names_shown); ++i)
    out += (i == 0 ? "" : ", ") + dns::name_text(pool.names[i].owner);
  if (pool.names.size() > most_names_shown)
    out += " and " + plural(pool.names.size() - most_names_shown, "more name");
  return out;
}

std::string failover_line(const Config& config, const PoolConfig& pool) {
  const auto detection = worst_detection(config, pool);
  if (!detection) return names_of_pool(pool) + ": no failover: pool \"" + pool.name + "\" has no check";
  return names_of_pool(pool) + ": worst-case failover: " + text_of(*detection) + " detection + " +
         count_text(pool.ttl.max) + " s TTL";
}

}  // namespace

std::optional<milliseconds> worst_detection(const Config& config, const PoolConfig& pool) {
  std::optional<milliseconds> out;
  for (const CheckId check : pool.checks)
    out = std::max(out.value_or(milliseconds(0)), worst_of(config.checks[check].timing));
  return out;
}

std::vector<std::string> failover_lines(const Config& config) {
  std::vector<std::string> out;
  std::size_t count = 0;
  for (const PoolConfig& pool : config.pools)
    if (!pool.names.empty() && ++count <= most_pools_shown) out.push_back(failover_line(config, pool));
  if (count > most_pools_shown) out.push_back("... and " + plural(count - most_pools_shown, "more pool"));
  return out;
}

void warn_of_failover(const Config& config, const PoolConfig& pool, Mistakes& mistakes) {
  if (pool.fallback && pool.checks.empty())
    mistakes.warning(pool.at, "the fallback of pool \"" + pool.name +
                                  "\" is never used: without a check, its members are always up");
  const auto detection = worst_detection(config, pool);
  const bool is_default = pool.ttl.max == Ttl().max;
  if (!detection || is_default || milliseconds(1000) * pool.ttl.max < *detection + milliseconds(1000)) return;
  mistakes.warning(pool.at, "the TTL of pool \"" + pool.name + "\" is " + count_text(pool.ttl.max) +
                                " s: clients may use a dead member for longer than the " +
                                text_of(*detection) + " until it is out of the answers");
}

}  // namespace rota::config
