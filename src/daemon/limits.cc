#include "daemon/limits.h"

#include <sys/resource.h>

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>

#include "base/plural.h"
#include "stats/counters.h"

namespace rota::daemon {

namespace {

// Measured: the process itself, and room for some probes, connections and files.
constexpr std::size_t own_descriptors = 16, spare_descriptors = 10;
constexpr std::size_t descriptors_of_worker = 3;  // beside one for each point
constexpr std::size_t own_threads = 10;           // beside one for each listener of a worker
constexpr std::size_t counters_of_listener = 2;   // arrays, one for each family
constexpr std::size_t usual_stack = 8U << 20U, largest_stack = 64U << 20U;
constexpr std::size_t program_and_heap = 256U << 20U;

std::size_t limit_of(int what) {
  rlimit found{};
  const bool is_known = ::getrlimit(static_cast<__rlimit_resource>(what), &found) == 0;
  return is_known && found.rlim_cur != RLIM_INFINITY ? static_cast<std::size_t>(found.rlim_cur) : SIZE_MAX;
}

std::string in_mib(std::size_t octets) { return std::to_string((octets + (1U << 20U) - 1) >> 20U) + " MiB"; }

std::size_t addresses_of(std::span<const serve::ListenPoint> points) {
  std::set<Endpoint> out;
  for (const serve::ListenPoint& point : points) out.insert(point.endpoint);
  return out.size();
}

std::size_t kinds_of(std::span<const serve::ListenPoint> points) {
  std::set<const serve::ListenerKind*> out;
  for (const serve::ListenPoint& point : points) out.insert(point.kind);
  return out.size();
}

std::string amount(std::size_t workers, std::size_t addresses) {
  return plural(workers, "worker") + " on " + plural(addresses, "address", "addresses");
}

std::size_t address_space(std::size_t listeners) {
  const std::size_t stack = limit_of(RLIMIT_STACK);
  const std::size_t threads = own_threads + listeners;
  return program_and_heap + listeners * counters_of_listener * stats::AllCounters::address_space() +
         threads * (stack == SIZE_MAX ? usual_stack : std::min(stack, largest_stack));
}

}  // namespace

Result<void> check_limits(std::size_t workers, std::span<const serve::ListenPoint> points) {
  const std::size_t addresses = addresses_of(points);
  const std::size_t descriptors =
      own_descriptors + spare_descriptors + workers * (descriptors_of_worker + points.size());
  if (const std::size_t limit = limit_of(RLIMIT_NOFILE); limit < descriptors)
    return Error{"the limit of open files (ulimit -n, LimitNOFILE) is " + std::to_string(limit) + "; " +
                 amount(workers, addresses) + " need at least " + std::to_string(descriptors)};
  const std::size_t space = address_space(workers * kinds_of(points));
  if (const std::size_t limit = limit_of(RLIMIT_AS); limit < space)
    return Error{"the limit of address space (ulimit -v, LimitAS) is " + in_mib(limit) + "; " +
                 amount(workers, addresses) + " need at least " + in_mib(space) +
                 ", most of it only set aside"};
  return {};
}

}  // namespace rota::daemon
