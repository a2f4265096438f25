#include "bake/room.h"

namespace rota::bake {

std::optional<Run> Room::take(std::size_t units) {
  const auto free = free_.find(units);
  if (free != free_.end() && !free->second.empty()) {
    const snapshot::Link at = free->second.back();
    free->second.pop_back();
    return Run{at, units};
  }
  if (end_ - next_ < units) return {};
  const snapshot::Link at = next_;
  next_ += static_cast<snapshot::Link>(units);
  return Run{at, units};
}

void Room::close(std::uint64_t edition) {
  for (const Run run : leaving_) retired_.push_back({run, edition});
  leaving_.clear();
}

void Room::reclaim(std::uint64_t edition) {
  std::erase_if(retired_, [&](const Retired& old) {
    if (old.edition > edition) return false;
    free_[old.run.units].push_back(old.run.at);
    return true;
  });
}

}  // namespace rota::bake
