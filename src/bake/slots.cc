#include "bake/slots.h"

#include <algorithm>

namespace rota::bake {

std::uint32_t Slots::get(const std::string& key, dns::Type place) {
  const auto [use, is_new] = uses_.try_emplace(key);
  use->second.used = true;
  if (!is_new) return use->second.slot;
  const std::uint32_t size = snapshot::turns_of(place);
  use->second.size = size;
  return use->second.slot = take(size);
}

std::uint32_t Slots::take(std::uint32_t size) {
  auto& free = free_[size];
  if (free.empty()) {
    for (std::uint32_t at = 0; at < snapshot::most_turns; at += size) free.push_back(count_ + at);
    std::ranges::reverse(free);  // the lowest first
    count_ += snapshot::most_turns;
  }
  const std::uint32_t slot = free.back();
  free.pop_back();
  return slot;
}

void Slots::retire(std::uint64_t edition) {
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
  std::erase_if(retired_, [&](const Retired& old) {
    if (old.edition > edition) return false;
    free_[old.use.size].push_back(old.use.slot);
    return true;
  });
}

}  // namespace rota::bake
