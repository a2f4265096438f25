// What query threads count, and what is made of it. A lane is one flat array of
// counters that never moves: each query thread has one of its own for each family it is
// asked over, so that counting is a plain increment. All lanes are laid out alike: a
// head that is always there, then blocks of one fixed size. What comes and goes - zones,
// menus of pools - takes as many blocks as it needs and gives them back. Since all
// blocks are alike, any free one fits: lanes never hold more than was once in use at the
// same time, in whatever sizes pools shrink and grow.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <numeric>
#include <utility>
#include <vector>

namespace rota::stats {

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
  static constexpr std::uint32_t head = 512;  // counters; blocks come after them
  static constexpr std::uint32_t block = 8;   // counters: a cache line

  static std::size_t address_space();  // octets that each lane sets aside

  Lanes() = default;
  ~Lanes();
  Lanes(const Lanes&) = delete;
  Lanes& operator=(const Lanes&) = delete;

  // One more, all zero. Any thread. Throws bad_alloc.
  Lane add(Path path);

  // A block that nobody else has, zero in all lanes; its first counter. Any thread, as
  // is give_back. Throws bad_alloc when there is no room in a lane.
  std::uint32_t take();
  // When no query thread can be counting there any more.
  void give_back(std::uint32_t first) noexcept;
  // How many blocks were ever in use at the same time.
  std::size_t most_blocks() const;

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
  std::vector<std::uint32_t> free_;  // has room for every block that was ever taken
  std::uint32_t next_ = head;        // nothing was ever taken from here on
  std::uint32_t open_ = 0;           // up to here there is memory
};

// A block of its owner's, given back at its end: when no query thread can be counting
// there any more.
class CounterBlock {
 public:
  explicit CounterBlock(Lanes& lanes) : lanes_(&lanes), first_(lanes.take()) {}
  ~CounterBlock() {
    if (lanes_ != nullptr) lanes_->give_back(first_);
  }
  CounterBlock(CounterBlock&& other) noexcept
      : lanes_(std::exchange(other.lanes_, nullptr)), first_(other.first_) {}
  CounterBlock& operator=(CounterBlock&&) = delete;

  std::uint32_t first() const { return first_; }

 private:
  Lanes* lanes_;
  std::uint32_t first_;
};

// A lane that nobody sums, for answers that nobody was given: of any block, whoever
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

}  // namespace rota::stats
