#include "base/prefix_set.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "base/dice.h"

using namespace rota;

namespace {

Address address(Dice& dice, bool is_v4, std::uint64_t spread) {
  std::array<std::uint8_t, 16> octets{};
  for (std::uint8_t& octet : octets) octet = static_cast<std::uint8_t>(dice.roll() % spread * 37);
  return is_v4 ? Address::v4(std::span(octets).first<4>()) : Address::v6(octets);
}

// The model: one after the other.
bool one_contains(const std::vector<Prefix>& prefixes, const Address& address) {
  return std::ranges::any_of(prefixes, [&](const Prefix& prefix) { return prefix.contains(address); });
}

}  // namespace

TEST_CASE("a set of networks has the addresses that one of them has") {
  Dice dice(9);
  for (int round = 0; round < 200; ++round) {
    const std::uint64_t spread = 1 + dice.roll() % 7;  // few different octets: networks inside networks
    std::vector<Prefix> prefixes;
    for (auto count = dice.roll() % 30; count > 0; --count) {
      const bool is_v4 = dice.roll() % 2 == 0;
      const auto bits = static_cast<std::uint8_t>(dice.roll() % (is_v4 ? 33 : 129));
      prefixes.push_back({masked(address(dice, is_v4, spread), bits), bits});
    }
    const PrefixSet set(prefixes);
    for (int i = 0; i < 100; ++i) {
      const Address asked = address(dice, i % 2 == 0, spread);
      if (set.contains(asked) != one_contains(prefixes, asked)) FAIL(asked.text());
    }
  }
}

TEST_CASE("the edges of a network are in it, what is next to them is not") {
  const PrefixSet set(std::vector{*parse_prefix("192.0.2.0/24"), *parse_prefix("192.0.4.0/23"),
                                  *parse_prefix("2001:db8::/32"), *parse_prefix("::1")});
  for (const char* inside : {"192.0.2.0", "192.0.2.255", "192.0.4.0", "192.0.5.255",
                             "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "::1"})
    CHECK(set.contains(*parse_address(inside)));
  for (const char* outside : {"192.0.1.255", "192.0.3.0", "192.0.3.255", "192.0.6.0", "0.0.0.1",
                              "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db9::", "::", "::2"})
    CHECK_FALSE(set.contains(*parse_address(outside)));
  CHECK(PrefixSet(std::vector{*parse_prefix("0.0.0.0/0")}).contains(*parse_address("255.255.255.255")));
  CHECK_FALSE(PrefixSet(std::vector{*parse_prefix("::/0")}).contains(*parse_address("192.0.2.1")));
  CHECK_FALSE(PrefixSet().contains(*parse_address("0.0.0.0")));
}
