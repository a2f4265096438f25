#include "control/metrics/process.h"

#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>

namespace rota::control::metrics {

namespace {

double seconds_of(const timeval& span) {
  return static_cast<double>(span.tv_sec) + static_cast<double>(span.tv_usec) / 1e6;
}

std::uint64_t count_descriptors() {
  std::error_code failed;
  std::uint64_t out = 0;
  for (auto at = std::filesystem::directory_iterator("/proc/self/fd", failed);
       !failed && at != std::filesystem::directory_iterator(); at.increment(failed))
    ++out;
  return out == 0 ? 0 : out - 1;  // one of them is for looking
}

std::uint64_t count_threads() {
  std::ifstream status("/proc/self/status");
  std::string word;
  while (status >> word)
    if (word == "Threads:") break;
  std::uint64_t out = 0;
  status >> out;
  return out;
}

}  // namespace

Process look_at_process() {
  Process out;
  rusage used{};
  if (::getrusage(RUSAGE_SELF, &used) == 0)
    out.cpu_seconds = seconds_of(used.ru_utime) + seconds_of(used.ru_stime);
  std::uint64_t pages = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> pages >> resident;
  const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  out.virtual_bytes = pages * page;
  out.resident_bytes = resident * page;
  out.open_descriptors = count_descriptors();
  out.threads = count_threads();
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) out.most_descriptors = limit.rlim_cur;
  return out;
}

}  // namespace rota::control::metrics
