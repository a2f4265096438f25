#include "bake/slots.h"

#include <algorithm>

#include "base/make_room.h"

namespace rota::bake {

TurnId Slots::get(const std::string& name, dns::Type place, std::uint32_t plans) {
  const std::string key = plans == 1 ? name : name + " of " + std::to_string(plans);
  if (const auto known = uses_.find(key); known != uses_.end()) {
    known->second.used = true;
    return known->second.slot;
  }
  const std::uint32_t size = snapshot::turns_of(place) * plans;
  auto& free = stocked(size);
  uses_.emplace(key, Use{free.back(), size, true});
  const TurnId slot = free.back();
  free.pop_back();
  return slot;
}

// The free slots of this size, at least one.
std::vector<TurnId>& Slots::stocked(std::uint32_t size) {
  auto& free = free_[size];
  if (!free.empty()) return free;
  const std::uint32_t groups = (size + snapshot::most_turns - 1) / snapshot::most_turns;
  const std::uint32_t end = groups * snapshot::most_turns;
  free.reserve(end / size);
  for (std::uint32_t at = 0; at + size <= end; at += size) free.push_back({count_ + at});
  std::ranges::reverse(free);  // the lowest first
  count_ += end;
  return free;
}

void Slots::retire(std::uint64_t edition) {
  const auto gone = std::ranges::count_if(uses_, [](const auto& use) { return !use.second.used; });
  make_room(retired_, static_cast<std::size_t>(gone));
  for (auto use = uses_.begin(); use != uses_.end();) {
    if (use->second.used) {
      use->second.used = false;
      ++use;
    } else {
      retired_.push_back({use->second, edition});
      use = uses_.erase(use);
    }
  }
}

void Slots::reclaim(std::uint64_t edition) {
  for (auto& [size, free] : free_) {
    const auto is_free = [&, of = size](const Retired& old) {
      return old.use.size == of && old.edition <= edition;
    };
    make_room(free, static_cast<std::size_t>(std::ranges::count_if(retired_, is_free)));
  }
  std::erase_if(retired_, [&](const Retired& old) {
    if (old.edition > edition) return false;
    free_.find(old.use.size)->second.push_back(old.use.slot);
    return true;
  });
}

}  // namespace rota::bake
