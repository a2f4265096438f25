// Bytes in, bytes out: the answering function alone, as fast as it goes.
#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <fstream>
#include <memory>
#include <thread>
#include <vector>

#include "support/judged.h"
#include "torture/odd_packets.h"
#include "torture/runs.h"

namespace rota::torture {

namespace {

// What one packet may take (reliability.md C-16) at the best of so many times, of the
// thread's own time: a thread that had to wait says nothing about the packet. Sanitizers
// make the longest chain of names 30 times as slow, each compiler in its own way (1 ms seen):
// with them only a packet that goes on and on is found here.
constexpr double most_us = 50, most_us_sanitized = 20'000;
constexpr int looks = 20;
constexpr double worth_a_look = 10, worth_a_look_sanitized = 1000;

// Microseconds that this thread has run.
double own_time() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

class Thrower {
 public:
  explicit Thrower(std::uint64_t seed) : odd_(seed, test::odd_names()), judged_(seed) {}

  void run(std::uint64_t count) {
    for (std::uint64_t i = 0; i < count; ++i) throw_at_all(odd_.next());
    found_.thrown += count;
  }
  const Findings& found() const { return found_; }

 private:
  void throw_at_all(const test::Octets& grown) {
    // Of exactly its size: one octet read beyond it is found out.
    const auto exact = std::make_unique<std::uint8_t[]>(grown.size());
    std::ranges::copy(grown, exact.get());
    const Bytes packet(exact.get(), grown.size());
    const bool is_response = packet.size() > 2 && (packet[2] & 0x80) != 0;
    if (is_response) ++found_.responses;
    for (const auto way : test::all_ways) {
      const double took = answer(packet, way);
      found_.slowest_us = std::max(found_.slowest_us, took);
      if (took > limit_us_) found_.note(found_.slow, "slow to answer", packet);
      if (const char* broken = judged_.broken(packet, way)) found_.note(found_.broken, broken, packet);
      count(judged_.reply(), is_response);
    }
  }

  // Microseconds.
  double answer(Bytes packet, test::Way way) {
    double best = 1e9;
    for (int i = 0; i < looks && best > look_us_; ++i) {
      const double began = own_time();
      judged_.answer(packet, way);
      best = std::min(best, own_time() - began);
    }
    return best;
  }

  void count(Bytes reply, bool to_response) {
    if (reply.empty()) return;
    ++found_.replies;
    ++found_.rcodes[reply[3] & 15];
    if (to_response) ++found_.answered_responses;
  }

  const double limit_us_ = test::Judged::is_sanitized() ? most_us_sanitized : most_us;
  const double look_us_ = test::Judged::is_sanitized() ? worth_a_look_sanitized : worth_a_look;
  OddPackets odd_;
  test::Judged judged_;
  Findings found_;
};

std::int64_t heap() {
  if (!test::Judged::is_sanitized()) return 0;
  return static_cast<std::int64_t>(octets_in_use());
}

std::int64_t resident() {
  std::ifstream file("/proc/self/statm");
  std::int64_t size = 0, pages = 0;
  file >> size >> pages;
  return pages * ::sysconf(_SC_PAGESIZE);
}

void run_all(std::vector<std::unique_ptr<Thrower>>& throwers, std::uint64_t count) {
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < throwers.size(); ++i)
    threads.emplace_back(
        [&, i] { throwers[i]->run(count / throwers.size() + (i < count % throwers.size())); });
  for (auto& thread : threads) thread.join();
}

}  // namespace

// What is in use is looked at when no thread runs, and first after a tenth: by then all
// that is made once has been made.
Findings run_direct(const Options& options) {
  Findings found;
  std::vector<std::unique_ptr<Thrower>> throwers;
  for (unsigned i = 0; i < options.threads; ++i)
    throwers.push_back(std::make_unique<Thrower>(options.seed + i));
  run_all(throwers, options.count / 10);
  const std::int64_t heap_before = heap(), resident_before = resident();
  run_all(throwers, options.count - options.count / 10);
  found.heap = heap() - heap_before;
  found.resident = resident() - resident_before;
  for (const auto& thrower : throwers) found.add(thrower->found());
  return found;
}

}  // namespace rota::torture
