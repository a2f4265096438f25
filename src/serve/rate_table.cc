#include "serve/rate_table.h"

#include <algorithm>
#include <array>
#include <atomic>

#include "base/bytes.h"

namespace rota::serve {

namespace {

using Bucket = std::atomic_ref<std::uint64_t>;

constexpr std::uint64_t second = 1'000'000'000;
constexpr int tag_shift = 48;
constexpr std::uint64_t time_mask = (std::uint64_t{1} << tag_shift) - 1;

// The networks that are counted, and how many times an address's rate each may have.
struct Level {
  std::uint8_t bits;
  std::uint32_t times;
};
constexpr std::array<Level, 4> v4_levels{{{32, 1}, {24, 32}, {20, 256}, {18, 768}}};
constexpr std::array<Level, 5> v6_levels{{{128, 1}, {64, 2}, {56, 3}, {48, 4}, {32, 64}}};

std::span<const Level> levels_of(Family family) {
  if (family == Family::v4) return v4_levels;
  return v6_levels;
}

// The bits of the word that a network has at this place of an address.
std::uint32_t mask_of(std::size_t word, std::uint8_t bits) {
  const std::size_t before = 32 * word;
  if (bits <= before) return 0;
  const std::size_t own = bits - before;
  return own >= 32 ? 0xFFFFFFFF : ~(0xFFFFFFFFU >> own);
}

// How far ahead of now a bucket's time lies. Times wrap after three days; what lies
// farther ahead than any bucket gets is one of the past. One that nobody ever had lies
// nowhere, even shortly before a wrap, when its zero would be ahead.
std::uint64_t ahead(std::uint64_t bucket, std::uint64_t tolerance, std::uint64_t now) {
  if (bucket == 0) return 0;
  const std::uint64_t distance = ((bucket & time_mask) - now) & time_mask;
  return distance <= 2 * tolerance + second ? distance : 0;
}

}  // namespace

RateTable::RateTable(std::size_t lines, const SipKey& key)
    : lines_(lines), buckets_(lines * line_size * sizeof(std::uint64_t)) {
  std::uint8_t number = 0;
  const auto next = [&] { return siphash(key, Bytes(&++number, 1)); };
  for (std::uint64_t& factor : factors_) factor = next();
  for (auto& of_kind : starts_)
    for (std::uint64_t& start : of_kind) start = next();
}

// Inlined into take(), as the two others: it needs four or five of each for every answer.
//
// Multiply-shift (Dietzfelbinger, 1996): whoever does not know the factors cannot choose two
// networks that share a bucket more often than by chance, 1 to 2^32, and a hash for strangers'
// octets would cost ten times as much.
[[gnu::always_inline]] inline RateTable::Spot RateTable::spot_of(const Address& address, std::uint8_t bits,
                                                                 std::uint64_t start) {
  const std::size_t words = address.family() == Family::v4 ? 1 : 4;
  for (std::size_t i = 0; i < words; ++i)
    start += factors_[i] * (load32(address.bytes().data() + 4 * i) & mask_of(i, bits));
  const std::uint64_t hash = start >> 32;
  auto* const first = reinterpret_cast<std::uint64_t*>(buckets_.data());
  return {.line = {first + (hash * lines_ >> 32) * line_size, line_size}, .tag = hash << tag_shift};
}

// Finds the network's bucket, if it has one.
[[gnu::always_inline]] inline bool RateTable::has_room(Spot& spot, std::uint64_t tolerance,
                                                       std::uint64_t now) {
  for (std::uint64_t& bucket : spot.line) {
    const std::uint64_t held = Bucket(bucket).load(std::memory_order_relaxed);
    if ((held & ~time_mask) != spot.tag) continue;
    spot.bucket = &bucket;
    spot.held = held;
    spot.distance = ahead(held, tolerance, now);
    return spot.distance < tolerance;
  }
  return true;
}

// That of who asked least becomes the newcomer's.
void RateTable::take_bucket(Spot& spot, std::uint64_t tolerance, std::uint64_t now) {
  std::uint64_t least = ~std::uint64_t{0};
  spot.bucket = &spot.line.front();
  for (std::uint64_t& bucket : spot.line) {
    const std::uint64_t held = Bucket(bucket).load(std::memory_order_relaxed);
    const std::uint64_t distance = ahead(held, tolerance, now);
    if (distance >= least) continue;
    least = distance;
    spot.bucket = &bucket;
    spot.held = held;
  }
}

// Whoever loses a race for a bucket goes uncounted this time: who floods comes again.
[[gnu::always_inline]] inline void RateTable::charge(Spot& spot, std::uint64_t tolerance, std::uint64_t now) {
  if (spot.bucket == nullptr) take_bucket(spot, tolerance, now);
  Bucket(*spot.bucket)
      .compare_exchange_strong(spot.held, spot.tag | ((now + spot.distance + spot.cost) & time_mask),
                               std::memory_order_relaxed);
}

bool RateTable::take(const Address& address, Kind kind, Rate rate, std::uint64_t now) {
  const auto cost = static_cast<std::uint32_t>(second / rate.responses);
  const std::uint64_t tolerance = std::uint64_t{cost} * rate.burst;
  const std::span levels = levels_of(address.family());
  // Each of IPv6 behind those of IPv4, so that no network has the start of another.
  const std::uint64_t* const starts = starts_[static_cast<std::size_t>(kind)].data() +
                                      (address.family() == Family::v4 ? 0 : v4_levels.size());
  std::array<Spot, v6_levels.size()> spots;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    spots[i] = spot_of(address, levels[i].bits, starts[i]);
    spots[i].cost = cost / levels[i].times;
    if (!has_room(spots[i], tolerance, now)) return false;
  }
  for (Spot& spot : std::span(spots).first(levels.size())) charge(spot, tolerance, now);
  return true;
}

}  // namespace rota::serve
