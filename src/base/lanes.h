// What query threads count, and what the night makes of it. A lane is one flat array
// of counters that never moves: each query thread has one of its own for each family
// it is asked over, so that counting is a plain increment. All lanes are laid out
// alike: a head that is always there, then ranges that the night takes for what comes
// and goes - zones, menus of pools - and gives back.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <numeric>
#include <vector>

namespace rota {

enum class Path : std::uint8_t { udp4, udp6, tcp4, tcp6 };  // how requests reach a lane
constexpr std::size_t path_count = 4;
using ByPath = std::array<std::uint64_t, path_count>;

inline void add(ByPath& to, const ByPath& more) {
  for (std::size_t path = 0; path < path_count; ++path) to[path] += more[path];
}

template <std::size_t size>
std::uint64_t sum(const std::array<std::uint64_t, size>& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

using Counter = std::atomic<std::uint64_t>;

// Day: of one thread, which alone writes to it.
class Lane {
 public:
  explicit Lane(Counter* counters) : counters_(counters) {}

  void add(std::size_t i, std::uint64_t count = 1) const {
    Counter& counter = counters_[i];
    counter.store(counter.load(std::memory_order_relaxed) + count, std::memory_order_relaxed);
  }

 private:
  Counter* counters_;
};

// Night. Outlives every thread that counts.
class Lanes {
 public:
  static constexpr std::uint32_t head = 512;  // counters; ranges come after them

  Lanes() = default;
  ~Lanes();
  Lanes(const Lanes&) = delete;
  Lanes& operator=(const Lanes&) = delete;

  // One more, all zero. Any thread. Throws bad_alloc.
  Lane add(Path path);

  // A range that nobody else has, zero in all lanes; its first counter. Any thread, as
  // is give_back. Throws bad_alloc when there is no room in a lane.
  std::uint32_t take(std::uint32_t size);
  // When no query thread can be counting there any more.
  void give_back(std::uint32_t first, std::uint32_t size);

  // What the lanes of each path have counted; never less than before while it is in
  // use. Any thread.
  ByPath sum(std::uint32_t counter) const;
  std::uint64_t total(std::uint32_t counter) const;

 private:
  struct Entry {
    Path path;
    Counter* counters;
  };

  void open_up_to(std::uint32_t end);

  mutable std::mutex mutex_;  // of all that follows
  std::vector<Entry> lanes_;
  std::map<std::uint32_t, std::vector<std::uint32_t>> free_;  // by size: they keep coming in the same few
  std::uint32_t next_ = head;                                 // nothing was ever taken from here on
  std::uint32_t open_ = 0;                                    // up to here there is memory
};

// A lane that nobody sums, for answers that nobody was given: of any range, whoever
// has it. Throws bad_alloc.
class SpareLane {
 public:
  SpareLane();
  ~SpareLane();
  SpareLane(const SpareLane&) = delete;
  SpareLane& operator=(const SpareLane&) = delete;

  Lane lane() const { return Lane(counters_); }

 private:
  Counter* counters_;
};

}  // namespace rota
