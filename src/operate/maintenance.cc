#include "operate/maintenance.h"

#include <utility>

namespace rota::operate {

Maintenance::Maintenance(std::shared_ptr<const health::TargetList> targets, const IsInMaint& is_in_maint)
    : targets_(std::move(targets)), users_(targets_->targets.size()) {
  for (std::uint32_t pool = 0; pool < targets_->pools.size(); ++pool) {
    in_maint_.emplace_back(targets_->pools[pool].size(), true);
    for (std::uint32_t member = 0; member < targets_->pools[pool].size(); ++member)
      set(pool, member, is_in_maint(pool, member));
  }
}

template <class Visit>
void Maintenance::each_target(std::uint32_t pool, std::uint32_t member, Visit visit) const {
  const health::MemberTargets& of = targets_->pools[pool][member];
  for (const auto* list : {&of.v4, &of.v6, &of.connect})
    for (const std::uint32_t target : *list) visit(target);
}

bool Maintenance::set(std::uint32_t pool, std::uint32_t member, bool is_in_maint) {
  if (in_maint_[pool][member] == is_in_maint) return false;
  in_maint_[pool][member] = is_in_maint;
  bool out = false;
  each_target(pool, member, [&](std::uint32_t target) {
    const bool was_paused = users_[target] == 0;
    is_in_maint ? --users_[target] : ++users_[target];
    out = out || was_paused != (users_[target] == 0);
  });
  return out;
}

std::vector<bool> Maintenance::paused() const {
  std::vector<bool> out(users_.size());
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = users_[i] == 0;
  return out;
}

}  // namespace rota::operate
