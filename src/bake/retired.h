// What has left the answers and may still be read: it is gone once every reader has moved
// on to a later edition. In the order of editions.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/make_room.h"

namespace rota::bake {

template <class T>
class Retired {
 public:
  void make_room(std::size_t items) { rota::make_room(list_, items); }
  // Nobody is led there any more, as of the edition that comes next. Does not throw for as
  // many as there was room made for.
  void push(T item) { list_.push_back({std::move(item), not_out}); }
  // Those of another list, behind those that are here.
  void take_over(Retired& other) {
    for (Item& item : other.list_) list_.push_back(std::move(item));
    other.list_.clear();
  }

  // That edition came out.
  void close(std::uint64_t edition) noexcept {
    for (auto one = list_.rbegin(); one != list_.rend() && one->edition == not_out; ++one)
      one->edition = edition;
  }

  // Readers have all reached `edition`: those that were retired by then are the caller's.
  std::vector<T> reclaim(std::uint64_t edition) {
    const auto first_kept =
        std::ranges::find_if(list_, [&](const Item& one) { return one.edition > edition; });
    std::vector<T> out;
    out.reserve(static_cast<std::size_t>(first_kept - list_.begin()));
    for (auto one = list_.begin(); one != first_kept; ++one) out.push_back(std::move(one->of));
    list_.erase(list_.begin(), first_kept);
    return out;
  }

  std::size_t size() const { return list_.size(); }
  template <class Visit>
  void each(Visit visit) const {
    for (const Item& one : list_) visit(one.of);
  }

 private:
  static constexpr std::uint64_t not_out = ~std::uint64_t{0};
  struct Item {
    T of;
    std::uint64_t edition = not_out;
  };

  std::vector<Item> list_;
};

}  // namespace rota::bake
