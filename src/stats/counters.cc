#include "stats/counters.h"

#include <sys/mman.h>

#include <new>
#include <utility>

namespace rota::stats {

namespace {

// Addresses set aside for each thread; memory comes when it is taken, and then only where
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

void open(Counter* counters, std::uint32_t count) {
  if (::mprotect(counters, octets(count), PROT_READ | PROT_WRITE) != 0) throw std::bad_alloc();
}

}  // namespace

std::size_t AllCounters::address_space() { return octets(most_counters); }

AllCounters::~AllCounters() {
  for (const Entry& one : all_counters_) ::munmap(one.counters, octets(most_counters));
}

ThreadCounters AllCounters::add(Path path) {
  const std::lock_guard lock(mutex_);
  all_counters_.reserve(all_counters_.size() + 1);  // what is set aside next has its place
  all_counters_.push_back({path, set_aside(PROT_NONE)});
  if (open_ == 0) open_ = step;
  open(all_counters_.back().counters, open_);
  return ThreadCounters(all_counters_.back().counters);
}

CounterId AllCounters::take() {
  const std::lock_guard lock(mutex_);
  if (!free_.empty()) {
    const CounterId first = free_.back();
    free_.pop_back();
    return first;
  }
  if (most_counters - next_.value < block) throw std::bad_alloc();
  // Giving back must not fail: there is room for it from the start.
  const std::size_t blocks = (next_.value - head) / block + 1;
  if (free_.capacity() < blocks) free_.reserve(2 * blocks);
  open_up_to(next_.value + block);
  return std::exchange(next_, next_ + block);
}

void AllCounters::open_up_to(std::uint32_t end) {
  if (end <= open_) return;
  const std::uint32_t next = (end + step - 1) / step * step;
  for (const Entry& one : all_counters_) open(one.counters, next);
  open_ = next;
}

void AllCounters::give_back(CounterId first) noexcept {
  const std::lock_guard lock(mutex_);
  for (const Entry& one : all_counters_)
    for (std::uint32_t i = first.value; i < first.value + block; ++i)
      if (one.counters[i].load(std::memory_order_relaxed) != 0)  // pages never counted in stay away
        one.counters[i].store(0, std::memory_order_relaxed);
  free_.push_back(first);
}

std::size_t AllCounters::most_blocks() const {
  const std::lock_guard lock(mutex_);
  return (next_.value - head) / block;
}

ByPath AllCounters::sum(CounterId counter) const {
  const std::lock_guard lock(mutex_);
  ByPath out{};
  for (const Entry& one : all_counters_)
    out[place_of(one.path)] += one.counters[counter.value].load(std::memory_order_relaxed);
  return out;
}

std::uint64_t AllCounters::total(CounterId counter) const { return stats::sum(sum(counter)); }

SpareCounters::SpareCounters() : counters_(set_aside(PROT_READ | PROT_WRITE)) {}
SpareCounters::~SpareCounters() { ::munmap(counters_, octets(most_counters)); }

}  // namespace rota::stats
