// What the system knows of this process.
#pragma once

#include <cstdint>

namespace rota::report::metrics {

struct Process {
  double cpu_seconds = 0;  // of all threads, user and system
  std::uint64_t resident_bytes = 0;
  std::uint64_t virtual_bytes = 0;
  std::uint64_t open_descriptors = 0;
  std::uint64_t most_descriptors = 0;
  std::uint64_t threads = 0;
};

// What cannot be read is 0.
Process look_at_process();

}  // namespace rota::report::metrics
