#include "base/prefix_set.h"

#include <algorithm>

#include "base/bytes.h"

namespace rota {

namespace {

// The last `count` bits of a number of 64.
std::uint64_t low_bits(int count) { return count <= 0 ? 0 : ~std::uint64_t{0} >> (64 - std::min(count, 64)); }

}  // namespace

PrefixSet::Wide PrefixSet::wide(std::span<const std::uint8_t> octets) {
  const auto half = [&](std::size_t at) {
    return std::uint64_t{load32(&octets[at])} << 32 | load32(&octets[at + 4]);
  };
  return {half(0), half(8)};
}

PrefixSet::PrefixSet(const std::vector<Prefix>& prefixes) {
  for (const auto& [address, bits] : prefixes) {
    if (address.family() == Family::v4) {
      const std::uint32_t first = load32(address.bytes().data());
      v4_.push_back({first, first | static_cast<std::uint32_t>(low_bits(32 - bits))});
    } else {
      const Wide first = wide(address.bytes());
      v6_.push_back({first, {first.high | low_bits(64 - bits), first.low | low_bits(128 - bits)}});
    }
  }
  join(v4_);
  join(v6_);
}

// In order, and without those inside others: two networks are apart, or one holds the other.
template <class Number>
void PrefixSet::join(Ranges<Number>& ranges) {
  std::ranges::sort(ranges, [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.last > b.last;
  });
  Ranges<Number> out;
  for (const auto& range : ranges)
    if (out.empty() || range.first > out.back().last) out.push_back(range);
  ranges = std::move(out);
}

template <class Number>
bool PrefixSet::has(const Ranges<Number>& ranges, const Number& number) {
  const auto next = std::ranges::upper_bound(ranges, number, {}, &Range<Number>::first);
  return next != ranges.begin() && number <= std::prev(next)->last;
}

bool PrefixSet::contains(const Address& address) const {
  return address.family() == Family::v4 ? has(v4_, load32(address.bytes().data()))
                                        : has(v6_, wide(address.bytes()));
}

}  // namespace rota
