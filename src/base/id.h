// Numbers that stand for things: each kind of thing has an Id of its own, so that the
// position of a zone in the configuration is never taken for its position in the
// snapshot. An Id converts to nothing and from nothing; an IdVector is indexed by its
// own Id alone.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <span>
#include <utility>
#include <vector>

namespace rota {

template <class Tag>
struct Id {
  // Of what lies at this position of a container that is not an IdVector (yet).
  static constexpr Id at(std::size_t position) { return {static_cast<std::uint32_t>(position)}; }

  std::uint32_t value = 0;

  auto operator<=>(const Id&) const = default;
  // So many further on in the same row.
  friend constexpr Id operator+(Id first, std::uint32_t count) { return {first.value + count}; }
};

using ZoneId = Id<struct ZoneTag>;        // in the order of the configuration
using ZoneSlot = Id<struct ZoneSlotTag>;  // in the order of the snapshot: deepest first
using PoolId = Id<struct PoolTag>;        // in Config::pools
using MemberId = Id<struct MemberTag>;    // in its pool, in the order of the file
using TargetId = Id<struct TargetTag>;    // in TargetList::targets
using CheckId = Id<struct CheckTag>;      // in Config::checks
using TurnId = Id<struct TurnTag>;        // of each worker's turns
using CounterId = Id<struct CounterTag>;  // of each query thread's counters

// A member of a pool, wherever it stands.
struct Leaf {
  PoolId pool;
  MemberId member;

  auto operator<=>(const Leaf&) const = default;
};

// The ids from 0 up to `size`, to be walked through.
template <class Key>
class IdRange {
 public:
  class Iterator {
   public:
    using value_type = Key;
    using difference_type = std::ptrdiff_t;

    Iterator() = default;
    explicit Iterator(std::uint32_t at) : at_(at) {}
    Key operator*() const { return {at_}; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    Iterator operator++(int) { return Iterator(at_++); }
    bool operator==(const Iterator&) const = default;

   private:
    std::uint32_t at_ = 0;
  };

  explicit IdRange(std::size_t size) : size_(static_cast<std::uint32_t>(size)) {}
  Iterator begin() const { return Iterator(0); }
  Iterator end() const { return Iterator(size_); }

 private:
  std::uint32_t size_;
};

template <class Key, class T>
class IdVector {
 public:
  IdVector() = default;
  explicit IdVector(std::size_t size) : items_(size) {}
  IdVector(std::size_t size, const T& value) : items_(size, value) {}
  IdVector(std::initializer_list<T> items) : items_(items) {}
  explicit IdVector(std::vector<T> items) : items_(std::move(items)) {}

  decltype(auto) operator[](Key id) { return items_[id.value]; }
  decltype(auto) operator[](Key id) const { return items_[id.value]; }
  bool has(Key id) const { return id.value < items_.size(); }
  decltype(auto) front() { return items_.front(); }
  decltype(auto) front() const { return items_.front(); }
  decltype(auto) back() { return items_.back(); }
  decltype(auto) back() const { return items_.back(); }

  Key push_back(T item) {
    items_.push_back(std::move(item));
    return Key{static_cast<std::uint32_t>(items_.size() - 1)};
  }

  template <class... Args>
  T& emplace_back(Args&&... args) {
    return items_.emplace_back(std::forward<Args>(args)...);
  }

  std::size_t size() const { return items_.size(); }
  bool empty() const { return items_.empty(); }
  auto begin() { return items_.begin(); }
  auto end() { return items_.end(); }
  auto begin() const { return items_.begin(); }
  auto end() const { return items_.end(); }

  void reserve(std::size_t count) { items_.reserve(count); }
  void resize(std::size_t count) { items_.resize(count); }

  // Every id that it has an item for, in order.
  IdRange<Key> ids() const { return IdRange<Key>(items_.size()); }
  // Those from this position on.
  std::span<const T> since(std::size_t first) const { return std::span(items_).subspan(first); }
  // That of an item of its own.
  Key id_of(const T& item) const { return Key::at(static_cast<std::size_t>(&item - items_.data())); }

  bool operator==(const IdVector&) const = default;

 private:
  std::vector<T> items_;
};

}  // namespace rota

template <class Tag>
struct std::hash<rota::Id<Tag>> {
  std::size_t operator()(rota::Id<Tag> id) const noexcept { return id.value; }
};
