#include "operate/maintenance.h"

#include <utility>

namespace rota::operate {

Maintenance::Maintenance(std::shared_ptr<const health::TargetList> targets, const IsInMaint& is_in_maint)
    : targets_(std::move(targets)), users_(targets_->targets.size()) {
  for (const PoolId pool : targets_->pools.ids()) {
    in_maint_.push_back(IdVector<MemberId, bool>(targets_->pools[pool].size(), true));
    for (const MemberId member : targets_->pools[pool].ids())
      set({pool, member}, is_in_maint({pool, member}));
  }
}

template <class Visit>
void Maintenance::each_target(const Leaf& leaf, Visit visit) const {
  const health::MemberTargets& of = targets_->pools[leaf.pool][leaf.member];
  for (const auto* list : {&of.v4, &of.v6, &of.connect})
    for (const TargetId target : *list) visit(target);
}

bool Maintenance::set(const Leaf& leaf, bool is_in_maint) {
  if (in_maint_[leaf.pool][leaf.member] == is_in_maint) return false;
  in_maint_[leaf.pool][leaf.member] = is_in_maint;
  bool out = false;
  each_target(leaf, [&](TargetId target) {
    const bool was_paused = users_[target] == 0;
    is_in_maint ? --users_[target] : ++users_[target];
    out = out || was_paused != (users_[target] == 0);
  });
  return out;
}

IdVector<TargetId, bool> Maintenance::paused() const {
  IdVector<TargetId, bool> out(users_.size());
  for (const TargetId id : out.ids()) out[id] = users_[id] == 0;
  return out;
}

}  // namespace rota::operate
