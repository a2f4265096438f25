// What query threads count, and what is made of it. Each query thread has a flat array of
// counters of its own for each family it is asked over, which never moves, so that counting
// is a plain increment. All arrays are laid out alike: a head that is always there, then
// blocks of one fixed size. What comes and goes - zones, menus of pools - takes as many
// blocks as it needs and gives them back. Since all blocks are alike, any free one fits:
// there are never more than were once in use at the same time, in whatever sizes pools
// shrink and grow.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <numeric>
#include <utility>
#include <vector>

#include "base/address.h"
#include "base/id.h"

namespace rota::stats {

// How requests reach a thread: the place of their transport in the list of listeners
// (serve/listener.h), and the family of who asks.
constexpr std::size_t most_transports = 8;
struct Path {
  std::uint8_t transport = 0;
  Family family = Family::v4;
};
constexpr std::size_t path_count = 2 * most_transports;
constexpr std::size_t place_of(Path path) {
  return std::size_t{2} * path.transport + (path.family == Family::v6 ? 1 : 0);
}
using ByPath = std::array<std::uint64_t, path_count>;

inline void add(ByPath& to, const ByPath& more) {
  for (std::size_t path = 0; path < path_count; ++path) to[path] += more[path];
}

template <std::size_t size>
std::uint64_t sum(const std::array<std::uint64_t, size>& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

using Counter = std::atomic<std::uint64_t>;

// Of one thread, which alone writes to them.
class ThreadCounters {
 public:
  explicit ThreadCounters(Counter* counters) : counters_(counters) {}

  void add(CounterId id, std::uint64_t count = 1) const {
    Counter& counter = counters_[id.value];
    counter.store(counter.load(std::memory_order_relaxed) + count, std::memory_order_relaxed);
  }

 private:
  Counter* counters_;
};

// Those of all threads. Outlives every thread that counts; no query thread knows it.
class AllCounters {
 public:
  static constexpr std::uint32_t head = 512;  // counters; blocks come after them
  static constexpr std::uint32_t block = 8;   // counters: a cache line

  static std::size_t address_space();  // octets that are set aside for each thread

  AllCounters() = default;
  ~AllCounters();
  AllCounters(const AllCounters&) = delete;
  AllCounters& operator=(const AllCounters&) = delete;

  // One more, all zero. Any thread. Throws bad_alloc.
  ThreadCounters add(Path path);

  // A block that nobody else has, zero in every thread's counters; its first counter. Any thread, as
  // is give_back. Throws bad_alloc when there is no room for more.
  CounterId take();
  // When no query thread can be counting there any more.
  void give_back(CounterId first) noexcept;
  // How many blocks were ever in use at the same time.
  std::size_t most_blocks() const;

  // What threads have counted, by path; never less than before while it is in
  // use. Any thread.
  ByPath sum(CounterId counter) const;
  std::uint64_t total(CounterId counter) const;

 private:
  struct Entry {
    Path path;
    Counter* counters;
  };

  void open_up_to(std::uint32_t end);

  mutable std::mutex mutex_;  // of all that follows
  std::vector<Entry> all_counters_;
  std::vector<CounterId> free_;  // has room for every block that was ever taken
  CounterId next_{head};         // nothing was ever taken from here on
  std::uint32_t open_ = 0;       // up to here there is memory
};

// A block of its owner's, given back at its end: when no query thread can be counting
// there any more.
class CounterBlock {
 public:
  explicit CounterBlock(AllCounters& all_counters)
      : all_counters_(&all_counters), first_(all_counters.take()) {}
  ~CounterBlock() {
    if (all_counters_ != nullptr) all_counters_->give_back(first_);
  }
  CounterBlock(CounterBlock&& other) noexcept
      : all_counters_(std::exchange(other.all_counters_, nullptr)), first_(other.first_) {}
  CounterBlock& operator=(CounterBlock&&) = delete;

  CounterId first() const { return first_; }

 private:
  AllCounters* all_counters_;
  CounterId first_;
};

// Counters that nobody sums, for answers that nobody was given: of any block, whoever
// has it. Throws bad_alloc.
class SpareCounters {
 public:
  SpareCounters();
  ~SpareCounters();
  SpareCounters(const SpareCounters&) = delete;
  SpareCounters& operator=(const SpareCounters&) = delete;

  ThreadCounters counters() const { return ThreadCounters(counters_); }

 private:
  Counter* counters_;
};

}  // namespace rota::stats
