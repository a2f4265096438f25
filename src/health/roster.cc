#include "health/roster.h"

#include <utility>

namespace rota::health {

Adopted Roster::adopt(std::shared_ptr<const TargetList> list, const std::vector<Identity>& identities,
                      const Make& make) {
  Adopted out;
  std::vector<std::unique_ptr<Watched>> next;
  for (std::size_t i = 0; i < list->targets.size(); ++i) {
    const auto found = by_identity_.find(identities[i]);
    if (found == by_identity_.end()) {
      next.push_back(make(list->targets[i], identities[i]));
      ++out.begun;
    } else {
      next.push_back(std::move(watched_[found->second->index]));
      by_identity_.erase(found);
      ++out.kept;
    }
  }
  out.ended = watched_.size() - out.kept;
  by_identity_.clear();
  watched_ = std::move(next);
  list_ = std::move(list);
  for (std::uint32_t i = 0; i < watched_.size(); ++i) {
    watched_[i]->index = i;
    watched_[i]->identity = identities[i];
    by_identity_.emplace(identities[i], watched_[i].get());
  }
  return out;
}

const Watched* Roster::find(Identity identity) const {
  const auto found = by_identity_.find(identity);
  return found == by_identity_.end() ? nullptr : found->second;
}

std::vector<TargetStatus> Roster::statuses() const {
  std::vector<TargetStatus> out;
  out.reserve(watched_.size());
  for (const auto& one : watched_) out.push_back(one->status());
  return out;
}

std::vector<SavedState> Roster::states(Time now, std::chrono::system_clock::time_point wall) const {
  std::vector<SavedState> out;
  for (const auto& one : watched_) {
    if (!one->verdict.is_known()) continue;
    const auto heard = wall.time_since_epoch() - (now - one->verdict.last_result());
    out.push_back({.identity = one->identity,
                   .fit = one->verdict.health().fit,
                   .heard = std::chrono::duration_cast<seconds>(heard).count()});
  }
  return out;
}

}  // namespace rota::health
