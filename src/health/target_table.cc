#include "health/target_table.h"

#include <utility>

namespace rota::health {

Adopted TargetTable::adopt(std::shared_ptr<const TargetList> list,
                           const IdVector<TargetId, Identity>& identities, const Make& make) {
  Adopted out;
  IdVector<TargetId, std::unique_ptr<Watched>> next(list->targets.size());
  std::unordered_map<Identity, Watched*> by_identity;
  for (const TargetId id : next.ids()) {
    const auto found = by_identity_.find(identities[id]);
    if (found == by_identity_.end()) next[id] = make(list->targets[id], identities[id]);
    by_identity.emplace(identities[id], next[id] ? next[id].get() : found->second);
    ++(next[id] ? out.begun : out.kept);
  }
  out.ended = watched_.size() - out.kept;
  // From here on nothing fails.
  for (const TargetId id : next.ids()) {
    if (!next[id]) next[id] = std::move(watched_[by_identity.find(identities[id])->second->id]);
    next[id]->identity = identities[id];
  }
  for (const TargetId id : next.ids()) next[id]->id = id;
  watched_ = std::move(next);
  by_identity_ = std::move(by_identity);
  list_ = std::move(list);
  return out;
}

const Watched* TargetTable::find(Identity identity) const {
  const auto found = by_identity_.find(identity);
  return found == by_identity_.end() ? nullptr : found->second;
}

IdVector<TargetId, TargetStatus> TargetTable::statuses() const {
  IdVector<TargetId, TargetStatus> out;
  out.reserve(watched_.size());
  for (const auto& one : watched_) out.push_back(one->status());
  return out;
}

std::vector<SavedState> TargetTable::states(Time now, std::chrono::system_clock::time_point wall) const {
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
