#include "base/siphash.h"

#include <sys/random.h>

#include <bit>
#include <cstddef>
#include <cstdlib>
#include <cstring>

namespace rota {

namespace {

struct State {
  std::uint64_t a, b, c, d;

  void round() {
    a += b, b = std::rotl(b, 13) ^ a, a = std::rotl(a, 32);
    c += d, d = std::rotl(d, 16) ^ c;
    a += d, d = std::rotl(d, 21) ^ a;
    c += b, b = std::rotl(b, 17) ^ c, c = std::rotl(c, 32);
  }
  void take(std::uint64_t word) {
    d ^= word;
    round();
    round();
    a ^= word;
  }
};

// Its words are little-endian.
std::uint64_t word_at(const std::uint8_t* from) {
  std::uint64_t out = 0;
  std::memcpy(&out, from, sizeof out);
  return is_little ? out : __builtin_bswap64(out);
}

// The octets behind the last whole word, less than eight; those beyond count as 0.
std::uint64_t tail_of(Bytes data) {
  const std::size_t size = data.size() % 8;
  if (size == 0) return 0;
  if (data.size() > 8) return word_at(data.data() + data.size() - 8) >> (64 - 8 * size);
  std::uint64_t out = 0;
  for (std::size_t i = size; i > 0; --i) out = out << 8 | data[i - 1];
  return out;
}

}  // namespace

std::uint64_t siphash(const SipKey& key, Bytes data) {
  const std::uint64_t low = word_at(key.data()), high = word_at(key.data() + 8);
  State state{low ^ 0x736f6d6570736575, high ^ 0x646f72616e646f6d, low ^ 0x6c7967656e657261,
              high ^ 0x7465646279746573};
  const std::size_t whole = data.size() / 8 * 8;
  for (std::size_t at = 0; at < whole; at += 8) state.take(word_at(data.data() + at));
  state.take(tail_of(data) | std::uint64_t{data.size()} << 56);
  state.c ^= 0xFF;
  for (int i = 0; i < 4; ++i) state.round();
  return state.a ^ state.b ^ state.c ^ state.d;
}

SipKey random_key() {
  SipKey out;
  // So few octets come whole, once the generator is seeded; waiting for that is right.
  if (::getrandom(out.data(), out.size(), 0) != static_cast<ssize_t>(out.size())) std::abort();
  return out;
}

}  // namespace rota
