#include "base/lanes.h"

#include <sys/mman.h>

#include <new>
#include <utility>

namespace rota {

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

Lanes::~Lanes() {
  for (const Entry& lane : lanes_) ::munmap(lane.counters, octets(most_counters));
}

Lane Lanes::add(Path path) {
  const std::lock_guard lock(mutex_);
  lanes_.push_back({path, set_aside(PROT_NONE)});
  if (open_ == 0) open_ = step;
  open(lanes_.back().counters, open_);
  return Lane(lanes_.back().counters);
}

std::uint32_t Lanes::take(std::uint32_t size) {
  const std::lock_guard lock(mutex_);
  auto& same = free_[size];
  if (!same.empty()) {
    const std::uint32_t first = same.back();
    same.pop_back();
    return first;
  }
  if (most_counters - next_ < size) throw std::bad_alloc();
  open_up_to(next_ + size);
  return std::exchange(next_, next_ + size);
}

void Lanes::open_up_to(std::uint32_t end) {
  if (end <= open_) return;
  open_ = (end + step - 1) / step * step;
  for (const Entry& lane : lanes_) open(lane.counters, open_);
}

void Lanes::give_back(std::uint32_t first, std::uint32_t size) {
  const std::lock_guard lock(mutex_);
  for (const Entry& lane : lanes_)
    for (std::uint32_t i = first; i < first + size; ++i)
      if (lane.counters[i].load(std::memory_order_relaxed) != 0)  // pages never counted in stay away
        lane.counters[i].store(0, std::memory_order_relaxed);
  free_[size].push_back(first);
}

ByPath Lanes::sum(std::uint32_t counter) const {
  const std::lock_guard lock(mutex_);
  ByPath out{};
  for (const Entry& lane : lanes_)
    out[static_cast<std::size_t>(lane.path)] += lane.counters[counter].load(std::memory_order_relaxed);
  return out;
}

std::uint64_t Lanes::total(std::uint32_t counter) const { return rota::sum(sum(counter)); }

SpareLane::SpareLane() : counters_(set_aside(PROT_READ | PROT_WRITE)) {}
SpareLane::~SpareLane() { ::munmap(counters_, octets(most_counters)); }

}  // namespace rota
