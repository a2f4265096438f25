#include "stats/lanes.h"

#include <sys/mman.h>

#include <new>
#include <utility>

namespace rota::stats {

namespace {

// Addresses set aside for a lane; memory comes when it is taken, and then only where
// something was counted.
constexpr std::uint32_t most_counters = 1U << 25;
constexpr std::uint32_t step = 1U << 15;

std::size_t octets(std::uint32_t counters) { return counters * sizeof(Counter); }

// Zero pages are counters at zero.
static_assert(sizeof(Counter) == sizeof(std::uint64_t) && Counter::is_always_lock_free);

Counter* set_aside(int protection) {
  void* const at =
      ::mmap(nullptr, octets(most_counters), protection, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (at == MAP_FAILED) throw std::bad_alloc();
  return static_cast<Counter*>(at);
}

void open(Counter* lane, std::uint32_t count) {
  if (::mprotect(lane, octets(count), PROT_READ | PROT_WRITE) != 0) throw std::bad_alloc();
}

}  // namespace

std::size_t Lanes::address_space() { return octets(most_counters); }

Lanes::~Lanes() {
  for (const Entry& lane : lanes_) ::munmap(lane.counters, octets(most_counters));
}

Lane Lanes::add(Path path) {
  const std::lock_guard lock(mutex_);
  lanes_.reserve(lanes_.size() + 1);  // what is set aside next has its place
  lanes_.push_back({path, set_aside(PROT_NONE)});
  if (open_ == 0) open_ = step;
  open(lanes_.back().counters, open_);
  return Lane(lanes_.back().counters);
}

std::uint32_t Lanes::take() {
  const std::lock_guard lock(mutex_);
  if (!free_.empty()) {
    const std::uint32_t first = free_.back();
    free_.pop_back();
    return first;
  }
  if (most_counters - next_ < block) throw std::bad_alloc();
  // Giving back must not fail: there is room for it from the start.
  const std::size_t blocks = (next_ - head) / block + 1;
  if (free_.capacity() < blocks) free_.reserve(2 * blocks);
  open_up_to(next_ + block);
  return std::exchange(next_, next_ + block);
}

void Lanes::open_up_to(std::uint32_t end) {
  if (end <= open_) return;
  const std::uint32_t next = (end + step - 1) / step * step;
  for (const Entry& lane : lanes_) open(lane.counters, next);
  open_ = next;
}

void Lanes::give_back(std::uint32_t first) noexcept {
  const std::lock_guard lock(mutex_);
  for (const Entry& lane : lanes_)
    for (std::uint32_t i = first; i < first + block; ++i)
      if (lane.counters[i].load(std::memory_order_relaxed) != 0)  // pages never counted in stay away
        lane.counters[i].store(0, std::memory_order_relaxed);
  free_.push_back(first);
}

std::size_t Lanes::most_blocks() const {
  const std::lock_guard lock(mutex_);
  return (next_ - head) / block;
}

ByPath Lanes::sum(std::uint32_t counter) const {
  const std::lock_guard lock(mutex_);
  ByPath out{};
  for (const Entry& lane : lanes_)
    out[static_cast<std::size_t>(lane.path)] += lane.counters[counter].load(std::memory_order_relaxed);
  return out;
}

std::uint64_t Lanes::total(std::uint32_t counter) const { return stats::sum(sum(counter)); }

SpareLane::SpareLane() : counters_(set_aside(PROT_READ | PROT_WRITE)) {}
SpareLane::~SpareLane() { ::munmap(counters_, octets(most_counters)); }

}  // namespace rota::stats
