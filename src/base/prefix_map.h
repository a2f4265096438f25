// Prefixes -> numbers: an address has the number of the longest prefix that holds it, and
// with it how many of its bits decide: the shortest prefix around it whose every address
// has the same number, which is the scope of an answer that goes by it (RFC 7871 section
// 7.2.1). Made once, read by any thread; nothing is allocated by a look.
//
// The prefixes are first cut into leaves, which cover all addresses once, neighbours of
// one number joined. They lie in a tree of 64 branches a node, packed: a node knows which
// of its slots lead on (one bit each), and at which slots a new leaf begins (Asai and
// Ohara, "Poptrie", SIGCOMM 2015). 500,000 networks take some megabytes and a look at a
// handful of cache lines.
//
//   bits of the address   192.0.2.1 = 110000 000000 000000 100000 01
//   nodes                 root -> slot 48 -> slot 0 -> slot 0 -> leaf {number, bits}
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "base/address.h"
#include "base/prefix.h"

namespace rota {

// The bits of an address, the first on top; those of IPv4 are followed by zeros.
struct AddressKey {
  AddressKey() = default;
  explicit AddressKey(const Address& address) {
    const auto octets = address.bytes();
    for (std::size_t i = 0; i < octets.size(); ++i) {
      std::uint64_t& half = i < 8 ? high : low;
      half |= std::uint64_t{octets[i]} << (56 - 8 * (i % 8));
    }
  }

  // `count` bits from `offset` on, as a number; beyond the end they are 0.
  unsigned bits(unsigned offset, unsigned count) const {
    const std::uint64_t from = offset >= 64  ? low << (offset - 64)
                               : offset == 0 ? high
                                             : high << offset | low >> (64 - offset);
    return static_cast<unsigned>(from >> (64 - count));
  }
  auto operator<=>(const AddressKey&) const = default;

  std::uint64_t high = 0;
  std::uint64_t low = 0;
};

class PrefixMap {
 public:
  struct Entry {
    Prefix prefix;
    std::uint32_t number = 0;
  };
  struct Found {
    std::uint32_t number = 0;
    std::uint8_t bits = 0;  // that decide

    bool operator==(const Found&) const = default;
  };

  // `otherwise` is the number of addresses in no prefix. Of entries with the same prefix
  // the last counts.
  PrefixMap(std::vector<Entry> entries, std::uint32_t otherwise);

  inline Found find(const Address& address) const;

 private:
  static constexpr unsigned stride = 6;  // bits of an address a node takes
  struct Node {
    std::uint64_t inner = 0;   // by slot: whether it leads to another node
    std::uint64_t begins = 0;  // by slot: whether a leaf other than that of the slot before begins
    std::uint32_t first_node = 0;
    std::uint32_t first_leaf = 0;
  };

  friend class PrefixMapWriter;

  std::vector<Node> nodes_;  // first the root of each family
  std::vector<Found> leaves_;
};

inline PrefixMap::Found PrefixMap::find(const Address& address) const {
  const AddressKey key(address);
  const Node* node = &nodes_[address.family() == Family::v4 ? 0 : 1];
  for (unsigned offset = 0;; offset += stride) {
    const unsigned slot = key.bits(offset, stride);
    const std::uint64_t before = (std::uint64_t{1} << slot) - 1;
    if ((node->inner >> slot & 1) == 0) {
      const auto at = static_cast<std::uint32_t>(std::popcount(node->begins & (before << 1 | 1)));
      return leaves_[node->first_leaf + at - 1];
    }
    node = &nodes_[node->first_node + static_cast<std::uint32_t>(std::popcount(node->inner & before))];
  }
}

}  // namespace rota
