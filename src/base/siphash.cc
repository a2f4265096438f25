#include "base/siphash.h"

#include <sys/random.h>

#include <cstddef>
#include <cstdlib>

namespace rota {

namespace {

// The octets behind the last whole word, less than eight; those beyond count as 0.
std::uint64_t tail_of(Bytes data) {
  const std::size_t size = data.size() % 8;
  if (size == 0) return 0;
  if (data.size() > 8) return sip_word(data.data() + data.size() - 8) >> (64 - 8 * size);
  std::uint64_t out = 0;
  for (std::size_t i = size; i > 0; --i) out = out << 8 | data[i - 1];
  return out;
}

}  // namespace

std::uint64_t siphash(const SipKey& key, Bytes data) {
  SipHash out(key);
  const std::size_t whole = data.size() / 8 * 8;
  for (std::size_t at = 0; at < whole; at += 8) out.take(sip_word(data.data() + at));
  return out.finish(tail_of(data), data.size());
}

SipKey random_key() {
  SipKey out;
  // So few octets come whole, once the generator is seeded; waiting for that is right.
  if (::getrandom(out.data(), out.size(), 0) != static_cast<ssize_t>(out.size())) std::abort();
  return out;
}

}  // namespace rota
