#include "health/roster.h"

#include <utility>

namespace rota::health {

void Roster::adopt(std::shared_ptr<const TargetList> list, const Make& make) {
  std::vector<std::unique_ptr<Watched>> next;
  for (const Target& target : list->targets) {
    const auto found = by_key_.find(target.key);
    next.push_back(found != by_key_.end() ? std::move(watched_[found->second->index]) : make(target));
  }
  by_key_.clear();
  watched_ = std::move(next);
  list_ = std::move(list);
  for (std::uint32_t i = 0; i < watched_.size(); ++i) {
    watched_[i]->index = i;
    by_key_.emplace(list_->targets[i].key, watched_[i].get());
  }
}

const Watched* Roster::find(const std::string& key) const {
  const auto found = by_key_.find(key);
  return found == by_key_.end() ? nullptr : found->second;
}

std::vector<SavedState> Roster::states(Time now, std::chrono::system_clock::time_point wall) const {
  std::vector<SavedState> out;
  for (const auto& one : watched_) {
    if (!one->verdict.is_known()) continue;
    const auto heard = wall.time_since_epoch() - (now - one->verdict.last_result());
    out.push_back({.key = target_of(*one).key,
                   .fit = one->verdict.health().fit,
                   .heard = std::chrono::duration_cast<seconds>(heard).count()});
  }
  return out;
}

}  // namespace rota::health
