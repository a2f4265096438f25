// SipHash-2-4 (Aumasson and Bernstein, 2012): a keyed hash that nobody who does not
// know the key can steer. For what strangers choose: cookies, sources of queries.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include "base/bytes.h"

namespace rota {

using SipKey = std::array<std::uint8_t, 16>;

std::uint64_t siphash(const SipKey& key, Bytes data);

// A key from the kernel's generator.
SipKey random_key();

// Its words are little-endian.
inline std::uint64_t sip_word(const std::uint8_t* from) {
  std::uint64_t out = 0;
  std::memcpy(&out, from, sizeof out);
  return is_little ? out : __builtin_bswap64(out);
}

// The same word by word, for what has one of a few lengths: inlined, it is a fifth cheaper.
class SipHash {
 public:
  [[gnu::always_inline]] explicit SipHash(const SipKey& key) {
    const std::uint64_t low = sip_word(key.data()), high = sip_word(key.data() + 8);
    a_ = low ^ 0x736f6d6570736575;
    b_ = high ^ 0x646f72616e646f6d;
    c_ = low ^ 0x6c7967656e657261;
    d_ = high ^ 0x7465646279746573;
  }

  [[gnu::always_inline]] void take(std::uint64_t word) {
    d_ ^= word;
    round();
    round();
    a_ ^= word;
  }
  // `last`: what is left behind the last whole word; `size`: of all, in octets.
  [[gnu::always_inline]] std::uint64_t finish(std::uint64_t last, std::uint64_t size) {
    take(last | size << 56);
    c_ ^= 0xFF;
    for (int i = 0; i < 4; ++i) round();
    return a_ ^ b_ ^ c_ ^ d_;
  }

 private:
  [[gnu::always_inline]] void round() {
    a_ += b_, b_ = std::rotl(b_, 13) ^ a_, a_ = std::rotl(a_, 32);
    c_ += d_, d_ = std::rotl(d_, 16) ^ c_;
    a_ += d_, d_ = std::rotl(d_, 21) ^ a_;
    c_ += b_, b_ = std::rotl(b_, 17) ^ c_, c_ = std::rotl(c_, 32);
  }

  std::uint64_t a_, b_, c_, d_;
};

}  // namespace rota
