#include "base/prefix_map.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace rota {

namespace {

struct Network {
  AddressKey first;
  unsigned bits = 0;
  std::uint32_t number = 0;
};

// All addresses from `first` on, up to the next leaf's.
struct Leaf {
  AddressKey first;
  PrefixMap::Found found;
};

AddressKey with_bit(AddressKey key, unsigned bit) {
  (bit < 64 ? key.high : key.low) |= std::uint64_t{1} << (63 - bit % 64);
  return key;
}

// Whether both have the same first `bits`.
bool are_alike(const AddressKey& a, const AddressKey& b, unsigned bits) {
  const std::uint64_t high = a.high ^ b.high;
  const std::uint64_t low = a.low ^ b.low;
  if (bits <= 64) return bits == 0 || high >> (64 - bits) == 0;
  return high == 0 && low >> (128 - bits) == 0;
}

// Cuts the addresses of a family at the networks, from the first address to the last.
class Cutter {
 public:
  // By address, the wider of the same address first.
  explicit Cutter(std::span<const Network> networks) : rest_(networks) {}

  std::vector<Leaf> cut(std::uint32_t otherwise) {
    cut({{}, 0, otherwise});
    return std::move(leaves_);
  }

 private:
  bool is_next_in(const Network& block) const {
    return !rest_.empty() && rest_.front().bits >= block.bits &&
           are_alike(rest_.front().first, block.first, block.bits);
  }

  // `block` has the number of the longest network around it.
  void cut(Network block) {
    for (; is_next_in(block) && rest_.front().bits == block.bits; rest_ = rest_.subspan(1))
      block.number = rest_.front().number;
    if (!is_next_in(block)) {
      leaves_.push_back({block.first, {block.number, static_cast<std::uint8_t>(block.bits)}});
      return;
    }
    const unsigned half = block.bits + 1;
    cut({block.first, half, block.number});
    cut({with_bit(block.first, block.bits), half, block.number});
    join(half);
  }

  // Two halves that are leaves of the same number become one.
  void join(unsigned half) {
    if (leaves_.size() < 2) return;
    PrefixMap::Found& left = leaves_[leaves_.size() - 2].found;
    if (left != leaves_.back().found || left.bits != half) return;
    leaves_.pop_back();
    --left.bits;
  }

  std::span<const Network> rest_;
  std::vector<Leaf> leaves_;
};

}  // namespace

// The nodes over the leaves of a family.
class PrefixMapWriter {
 public:
  explicit PrefixMapWriter(PrefixMap& map) : map_(map) {}

  // The leaves below one node, which takes the bits from `depth` on.
  void write(std::size_t at, unsigned depth, std::span<const Leaf> leaves) {
    constexpr unsigned slots = 1U << PrefixMap::stride;
    std::array<std::span<const Leaf>, slots> inner{};
    PrefixMap::Node node{.first_leaf = static_cast<std::uint32_t>(map_.leaves_.size())};
    for (unsigned slot = 0; slot < slots && !leaves.empty(); ++slot) {
      const auto end =
          std::ranges::find_if(leaves, [&](const Leaf& leaf) { return slot_of(leaf, depth) > slot; });
      const std::span<const Leaf> of_slot(leaves.begin(), end);
      leaves = {end, leaves.end()};
      if (of_slot.empty()) continue;  // that of the slot before goes on
      if (of_slot.size() > 1) {
        node.inner |= std::uint64_t{1} << slot;
        inner[slot] = of_slot;
      } else {
        node.begins |= std::uint64_t{1} << slot;
        map_.leaves_.push_back(of_slot.front().found);
      }
    }
    node.first_node = static_cast<std::uint32_t>(map_.nodes_.size());
    map_.nodes_[at] = node;
    map_.nodes_.resize(map_.nodes_.size() + static_cast<std::size_t>(std::popcount(node.inner)));
    std::size_t next = node.first_node;
    for (const auto& each : inner)
      if (!each.empty()) write(next++, depth + PrefixMap::stride, each);
  }

 private:
  static unsigned slot_of(const Leaf& leaf, unsigned depth) {
    return leaf.first.bits(depth, PrefixMap::stride);
  }

  PrefixMap& map_;
};

PrefixMap::PrefixMap(std::vector<Entry> entries, std::uint32_t otherwise) : nodes_(2) {
  std::array<std::vector<Network>, 2> networks;
  for (const auto& [prefix, number] : entries)
    networks[prefix.address.family() == Family::v4 ? 0 : 1].push_back(
        {AddressKey(prefix.address), prefix.bits, number});
  for (std::size_t family = 0; family < networks.size(); ++family) {
    std::ranges::stable_sort(networks[family], {},
                             [](const Network& each) { return std::tuple(each.first, each.bits); });
    PrefixMapWriter(*this).write(family, 0, Cutter(networks[family]).cut(otherwise));
  }
}

}  // namespace rota
