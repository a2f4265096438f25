// Which targets are not to be probed: those whose every user is in maintenance. Counts
// the users of each target that are not, so that one override looks at one member.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "health/targets.h"

namespace rota::operate {

using IsInMaint = std::function<bool(const Leaf& leaf)>;

class Maintenance {
 public:
  Maintenance(std::shared_ptr<const health::TargetList> targets, const IsInMaint& is_in_maint);

  // True when some target is to be treated differently from now on.
  bool set(const Leaf& leaf, bool is_in_maint);

  IdVector<TargetId, bool> paused() const;

 private:
  template <class Visit>
  void each_target(const Leaf& leaf, Visit visit) const;

  std::shared_ptr<const health::TargetList> targets_;
  IdVector<PoolId, IdVector<MemberId, bool>> in_maint_;
  IdVector<TargetId, std::uint32_t> users_;  // members that are not in maintenance
};

}  // namespace rota::operate
