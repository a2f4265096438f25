#include "base/prefix_map.h"

#include <array>
#include <catch2/catch.hpp>
#include <vector>

#include "base/dice.h"

using namespace rota;

namespace {

constexpr std::uint32_t otherwise = 0;

PrefixMap::Entry entry(const char* prefix, std::uint32_t number) {
  return {parse_prefix(prefix).value(), number};
}

PrefixMap::Found find(const PrefixMap& map, const char* address) {
  return map.find(parse_address(address).value());
}

// The number of the longest prefix that holds the address, by looking at each.
std::uint32_t model(const std::vector<PrefixMap::Entry>& entries, const Address& address) {
  std::uint32_t out = otherwise;
  int longest = -1;
  for (const auto& [prefix, number] : entries)
    if (prefix.contains(address) && prefix.bits >= longest) longest = prefix.bits, out = number;
  return out;
}

// Whether all addresses of this prefix have one number: none of the entries in it differs.
bool is_uniform(const std::vector<PrefixMap::Entry>& entries, const Prefix& prefix) {
  // Numbers change at the edges of entries only: their first addresses and those behind.
  const std::uint32_t number = model(entries, prefix.address);
  for (unsigned i = 0; i < 1U << 8; ++i) {
    auto octets = prefix.address.bytes();
    std::vector<std::uint8_t> copy(octets.begin(), octets.end());
    copy.back() = static_cast<std::uint8_t>(i);
    const Address address =
        copy.size() == 4 ? Address::v4(std::span(copy).first<4>()) : Address::v6(std::span(copy).first<16>());
    if (prefix.contains(address) && model(entries, address) != number) return false;
  }
  return true;
}

// An address whose last octet alone is left open, so that a model can look at each.
Address roll_address(Dice& dice, bool is_v4) {
  const auto last = static_cast<std::uint8_t>(dice.roll());
  if (is_v4) return Address::v4(std::array<std::uint8_t, 4>{192, 0, 2, last});
  std::array<std::uint8_t, 16> octets{0x20, 0x01, 0x0d, 0xb8};
  octets[15] = last;
  return Address::v6(octets);
}

}  // namespace

TEST_CASE("an address has the number of the longest prefix around it") {
  const PrefixMap map({entry("192.0.0.0/16", 1), entry("192.0.2.0/24", 2), entry("192.0.2.7", 3),
                       entry("2001:db8::/32", 4), entry("2001:db8::1", 5)},
                      otherwise);
  CHECK(find(map, "192.0.2.7") == PrefixMap::Found{3, 32});
  CHECK(find(map, "192.0.2.6") == PrefixMap::Found{2, 32});
  CHECK(find(map, "192.0.2.200") == PrefixMap::Found{2, 25});
  CHECK(find(map, "2001:db8::1") == PrefixMap::Found{5, 128});
  CHECK(find(map, "2001:db8:1::") == PrefixMap::Found{4, 48});
  CHECK(find(map, "::1").number == otherwise);
}

TEST_CASE("C7 the bits that decide leave a longer prefix out, and take equal neighbours in") {
  const PrefixMap map({entry("10.0.0.0/16", 1), entry("10.0.5.0/24", 2), entry("10.1.0.0/16", 1)}, otherwise);
  CHECK(find(map, "10.0.4.1").bits == 24);  // the /23 holds the other one
  CHECK(find(map, "10.0.128.1").bits == 17);
  const PrefixMap alike({entry("10.0.0.0/16", 1), entry("10.1.0.0/16", 1)}, otherwise);
  CHECK(find(alike, "10.0.0.1") == PrefixMap::Found{1, 15});
}

TEST_CASE("an empty map has one number for all, and a prefix of no bits holds its family") {
  const PrefixMap empty({}, 9);
  CHECK(find(empty, "192.0.2.1") == PrefixMap::Found{9, 0});
  CHECK(find(empty, "2001:db8::1") == PrefixMap::Found{9, 0});
  const PrefixMap all({entry("0.0.0.0/0", 1)}, 9);
  CHECK(find(all, "192.0.2.1") == PrefixMap::Found{1, 0});
  CHECK(find(all, "2001:db8::1") == PrefixMap::Found{9, 0});
}

TEST_CASE("of entries with the same prefix the last counts") {
  const PrefixMap map({entry("10.0.0.0/8", 1), entry("10.0.0.0/8", 2)}, otherwise);
  CHECK(find(map, "10.1.1.1").number == 2);
}

TEST_CASE(
    "every look finds what looking at each prefix finds, and bits that no shorter prefix would do for") {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    Dice dice(seed);
    const bool is_v4 = dice.roll() % 2 == 0;
    const unsigned width = is_v4 ? 32 : 128;
    std::vector<PrefixMap::Entry> entries;
    for (std::uint64_t i = dice.roll() % 12; i > 0; --i) {
      const auto bits = static_cast<std::uint8_t>(width - dice.roll() % 9);
      entries.push_back(
          {{masked(roll_address(dice, is_v4), bits), bits}, static_cast<std::uint32_t>(dice.roll() % 3)});
    }
    const PrefixMap map(entries, otherwise);
    for (int look = 0; look < 40; ++look) {
      const Address address = roll_address(dice, is_v4);
      const auto [number, bits] = map.find(address);
      INFO("seed " << seed << ", " << address.text());
      REQUIRE(number == model(entries, address));
      const std::uint8_t shortest = std::max<std::uint8_t>(bits, static_cast<std::uint8_t>(width - 8));
      REQUIRE(is_uniform(entries, {masked(address, shortest), shortest}));
      if (bits > width - 8) {
        const auto wider = static_cast<std::uint8_t>(bits - 1);
        REQUIRE_FALSE(is_uniform(entries, {masked(address, wider), wider}));
      }
    }
  }
}
