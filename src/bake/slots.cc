#include "bake/slots.h"

namespace rota::bake {

std::uint32_t Slots::get(const std::string& key) {
  const auto [use, is_new] = uses_.try_emplace(key);
  use->second.used = true;
  if (!is_new) return use->second.slot;
  if (free_.empty()) {
    use->second.slot = count_++;
  } else {
    use->second.slot = free_.back();
    free_.pop_back();
  }
  return use->second.slot;
}

void Slots::retire(std::uint64_t edition) {
  for (auto use = uses_.begin(); use != uses_.end();) {
    if (use->second.used) {
      use->second.used = false;
      ++use;
    } else {
      retired_.push_back({use->second.slot, edition});
      use = uses_.erase(use);
    }
  }
}

void Slots::reclaim(std::uint64_t edition) {
  std::erase_if(retired_, [&](const Retired& old) {
    if (old.edition > edition) return false;
    free_.push_back(old.slot);
    return true;
  });
}

}  // namespace rota::bake
