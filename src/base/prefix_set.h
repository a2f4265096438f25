// Many networks, to be asked about one address after the other: ranges of addresses in order,
// none inside another, so that one is found by halving, however many there are.
#pragma once

#include <cstdint>
#include <vector>

#include "base/prefix.h"

namespace rota {

class PrefixSet {
 public:
  PrefixSet() = default;
  PrefixSet(const std::vector<Prefix>& prefixes);  // NOLINT(google-explicit-constructor): the same, in order

  bool contains(const Address& address) const;

 private:
  struct Wide {  // an IPv6 address
    std::uint64_t high = 0, low = 0;
    auto operator<=>(const Wide&) const = default;
  };
  template <class Number>
  struct Range {
    Number first{}, last{};
  };
  template <class Number>
  using Ranges = std::vector<Range<Number>>;

  static Wide wide(std::span<const std::uint8_t> octets);
  template <class Number>
  static void join(Ranges<Number>& ranges);
  template <class Number>
  static bool has(const Ranges<Number>& ranges, const Number& number);

  Ranges<std::uint32_t> v4_;
  Ranges<Wide> v6_;
};

}  // namespace rota
