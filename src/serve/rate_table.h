// Who was answered how often lately: a bucket for each address and for the networks
// around it. Of fixed size, whoever asks: a newcomer takes the place of who asked least,
// so those who ask most stay. All query threads share one, so that a rate is that of the
// server: only those that limit touch it, and without locks.
//
// A bucket is one word: 16 bits that tell whose it is, and 48 of time in nanoseconds,
// when it will be empty again. Each response moves that time on by 1/rate; it may lie
// burst/rate ahead (the generic cell rate algorithm, as ATM and HAProxy's kin have it).
// The networks' rates are multiples of that of one address, as in Knot 3.4: many users
// behind one address get their share, and an attacker that has a network gets no more.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/address.h"
#include "base/pages.h"
#include "base/siphash.h"

namespace rota::serve {

// The burst lasts a day at most, burst / responses <= 86,400 s: times wrap after three.
struct Rate {
  std::uint32_t responses = 1;  // a second and address
  std::uint32_t burst = 1;      // at once
};

class RateTable {
 public:
  enum class Kind : std::uint8_t { positive, negative };

  // Room for eight times `lines` buckets; memory is taken as it is used.
  explicit RateTable(std::size_t lines = 65536, const SipKey& key = random_key());

  // Whether one more response to it is within the rates of the address and of all its
  // networks; if so it is counted. `now` is in nanoseconds of any steady clock.
  bool take(const Address& address, Kind kind, Rate rate, std::uint64_t now);

 private:
  static constexpr std::size_t line_size = 8;  // buckets of a cache line
  struct Spot {                                // of one network
    std::span<std::uint64_t> line{};
    std::uint64_t tag = 0;
    std::uint64_t cost = 0;           // of one response, in nanoseconds
    std::uint64_t* bucket = nullptr;  // its own, or the one that becomes that
    std::uint64_t held = 0;           // in it, as it was seen
    std::uint64_t distance = 0;       // how far ahead that is
  };

  Spot spot_of(const Address& address, std::uint8_t bits, std::uint64_t start);
  static bool has_room(Spot& spot, std::uint64_t tolerance, std::uint64_t now);
  static void take_bucket(Spot& spot, std::uint64_t tolerance, std::uint64_t now);
  static void charge(Spot& spot, std::uint64_t tolerance, std::uint64_t now);

  std::size_t lines_;
  std::array<std::uint64_t, 4> factors_{};                // of the words of an address
  std::array<std::array<std::uint64_t, 9>, 2> starts_{};  // of each kind and network
  Pages buckets_;
};

}  // namespace rota::serve
