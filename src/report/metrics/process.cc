#include "report/metrics/process.h"

#include <dirent.h>
#include <sys/resource.h>
#include <unistd.h>

#include <fstream>
#include <memory>
#include <string>

namespace rota::report::metrics {

namespace {

double seconds_of(const timeval& span) {
  return static_cast<double>(span.tv_sec) + static_cast<double>(span.tv_usec) / 1e6;
}

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

// Not by std::filesystem::directory_iterator, which ends the process when memory runs out.
std::uint64_t count_descriptors() {
  const std::unique_ptr<DIR, CloseFolder> folder(::opendir("/proc/self/fd"));
  std::uint64_t out = 0;
  while (folder && ::readdir(folder.get()) != nullptr) ++out;  // NOLINT(concurrency-mt-unsafe)
  return out < 3 ? 0 : out - 3;                                // "." and "..", and one of them is for looking
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

}  // namespace rota::report::metrics
