#include "serve/rate_table.h"

#include <algorithm>
#include <array>
#include <atomic>

#include "base/prefix.h"

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
    : lines_(lines), key_(key), buckets_(lines * line_size * sizeof(std::uint64_t)) {}

RateTable::Spot RateTable::spot_of(const Address& network, Kind kind, std::uint8_t bits) {
  std::array<std::uint8_t, 18> input{static_cast<std::uint8_t>(kind), bits};
  const auto from = network.bytes();
  std::ranges::copy(from, input.begin() + 2);
  const std::uint64_t hash = siphash(key_, Bytes(input).first(from.size() + 2));
  auto* const first = reinterpret_cast<std::uint64_t*>(buckets_.data());
  return {{first + ((hash >> 32) * lines_ >> 32) * line_size, line_size}, hash << tag_shift, 0};
}

bool RateTable::has_room(const Spot& spot, std::uint64_t tolerance, std::uint64_t now) {
  for (std::uint64_t& bucket : spot.line) {
    const std::uint64_t held = Bucket(bucket).load(std::memory_order_relaxed);
    if ((held & ~time_mask) == spot.tag) return ahead(held, tolerance, now) < tolerance;
  }
  return true;
}

// Whoever loses a race for a bucket goes uncounted this time: who floods comes again.
void RateTable::charge(const Spot& spot, std::uint64_t tolerance, std::uint64_t now) {
  std::uint64_t* least = spot.line.data();
  std::uint64_t least_held = 0, least_distance = ~std::uint64_t{0};
  for (std::uint64_t& bucket : spot.line) {
    std::uint64_t held = Bucket(bucket).load(std::memory_order_relaxed);
    const std::uint64_t distance = ahead(held, tolerance, now);
    if ((held & ~time_mask) == spot.tag) {
      Bucket(bucket).compare_exchange_strong(held, spot.tag | ((now + distance + spot.cost) & time_mask),
                                             std::memory_order_relaxed);
      return;
    }
    if (distance >= least_distance) continue;
    least = &bucket;
    least_held = held;
    least_distance = distance;
  }
  Bucket(*least).compare_exchange_strong(least_held, spot.tag | ((now + spot.cost) & time_mask),
                                         std::memory_order_relaxed);
}

bool RateTable::take(const Address& address, Kind kind, Rate rate, std::uint64_t now) {
  const std::uint64_t cost = second / rate.responses;
  const std::uint64_t tolerance = cost * rate.burst;
  std::array<Spot, v6_levels.size()> spots;
  std::size_t count = 0;
  for (const Level& level : levels_of(address.family())) {
    Spot& spot = spots[count++];
    spot = spot_of(masked(address, level.bits), kind, level.bits);
    spot.cost = cost / level.times;
    if (!has_room(spot, tolerance, now)) return false;
  }
  for (const Spot& spot : std::span(spots).first(count)) charge(spot, tolerance, now);
  return true;
}

}  // namespace rota::serve
