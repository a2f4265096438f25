// The answering function with a judge behind it, for whoever throws packets at it. Where
// AddressSanitizer is linked, its hook counts what is allocated.
#pragma once

#include <array>
#include <cstdlib>

#include "support/odd_world.h"
#include "support/promises.h"

// Of the sanitizers' runtime, where there is one; g++ comes without the header that
// declares them.
extern "C" {
[[gnu::weak]] int watch_heap(void (*on_malloc)(const volatile void*, std::size_t),
                             void (*on_free)(const volatile void*))  //
    asm("__sanitizer_install_malloc_and_free_hooks");
[[gnu::weak]] std::size_t octets_in_use() asm("__sanitizer_get_current_allocated_bytes");
}

namespace rota::test {

// The ways a request comes and its reply goes: UDP writes the reply over the request.
enum class Way : std::uint8_t { udp, udp_in_place, tcp };
constexpr std::array all_ways{Way::udp, Way::udp_in_place, Way::tcp};

class Judged {
 public:
  explicit Judged(std::uint64_t seed) : answerer_(odd_source(), Dice(seed), some_counters()) {
    if (!is_sanitized()) return;
    static const int hooks = watch_heap(count_allocation, ignore_free);
    if (hooks == 0) std::abort();  // the judge would not see what is allocated
  }

  static bool is_sanitized() { return watch_heap != nullptr; }

  // Octets behind the request should be poisoned, so that looking at them is found out.
  void answer(Bytes request, Way way) {
    answerer_.look();
    const std::size_t before = allocations_;
    size_ = answer_in(request, way);
    allocated_ = allocations_ != before;
  }

  // The promise that the answer to it broke; nullptr when all were kept.
  const char* broken(Bytes request, Way way) const {
    if (allocated_) return "nothing is allocated for a query";
    if ((size_ > 0) != wants_reply(request)) return "a query gets an answer, and nothing else does";
    return size_ == 0 ? nullptr : broken_promise(request, reply(), way == Way::tcp);
  }

  Bytes reply() const { return Bytes(room_).first(size_); }

 private:
  static void count_allocation(const volatile void*, std::size_t) { ++allocations_; }
  static void ignore_free(const volatile void*) {}

  static Published<snapshot::Snapshot>& odd_source() {
    static Published<snapshot::Snapshot> source;
    static const bool published =
        (source.publish(make_snapshot(odd_zones(), odd_pools(), odd_service())), true);
    static_cast<void>(published);
    return source;
  }

  std::size_t answer_in(Bytes request, Way way) {
    if (way == Way::tcp) return answerer_.answer(request, some_peer(Transport::tcp), room_);
    const std::span<std::uint8_t> room = std::span(room_).first(dns::udp_limit);
    if (way == Way::udp || request.size() > room_.size()) return answerer_.answer(request, some_peer(), room);
    std::ranges::copy(request, room_.begin());
    return answerer_.answer(Bytes(room_).first(request.size()), some_peer(), room);
  }

  static inline thread_local std::size_t allocations_ = 0;

  bool allocated_ = false;
  serve::Answerer answerer_;
  std::array<std::uint8_t, serve::largest_reply> room_{};
  std::size_t size_ = 0;
};

}  // namespace rota::test
