// Numbers that stand for things: each kind of thing has an Id of its own, so that the
// position of a zone in the configuration is never taken for its position in the
// snapshot. An Id converts to nothing and from nothing; an IdVector is indexed by its
// own Id alone.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace rota {

template <class Tag>
struct Id {
  std::uint32_t value = 0;

  auto operator<=>(const Id&) const = default;
};

using ZoneId = Id<struct ZoneTag>;        // in the order of the configuration
using ZoneSlot = Id<struct ZoneSlotTag>;  // in the order of the snapshot: deepest first
using PoolId = Id<struct PoolTag>;        // in Config::pools
using MemberId = Id<struct MemberTag>;    // in its pool, in the order of the file
using TargetId = Id<struct TargetTag>;    // in TargetList::targets
using CheckId = Id<struct CheckTag>;      // in Config::checks
using TurnId = Id<struct TurnTag>;        // of each worker's turns
using CounterId = Id<struct CounterTag>;  // of each query thread's counters

template <class Key, class T>
class IdVector {
 public:
  IdVector() = default;
  explicit IdVector(std::size_t size, const T& value = T()) : items_(size, value) {}

  decltype(auto) operator[](Key id) { return items_[id.value]; }
  decltype(auto) operator[](Key id) const { return items_[id.value]; }
  bool has(Key id) const { return id.value < items_.size(); }

  Key push_back(T item) {
    items_.push_back(std::move(item));
    return Key{static_cast<std::uint32_t>(items_.size() - 1)};
  }

  std::size_t size() const { return items_.size(); }
  bool empty() const { return items_.empty(); }
  auto begin() { return items_.begin(); }
  auto end() { return items_.end(); }
  auto begin() const { return items_.begin(); }
  auto end() const { return items_.end(); }

  // Every id that it has an item for, in order.
  std::vector<Key> ids() const {
    std::vector<Key> out(items_.size());
    for (std::uint32_t i = 0; i < out.size(); ++i) out[i] = Key{i};
    return out;
  }

 private:
  std::vector<T> items_;
};

}  // namespace rota

template <class Tag>
struct std::hash<rota::Id<Tag>> {
  std::size_t operator()(rota::Id<Tag> id) const noexcept { return id.value; }
};
