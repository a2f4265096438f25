// Which targets are not to be probed: those whose every user is in maintenance. Counts
// the users of each target that are not, so that one override looks at one member.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "health/targets.h"

namespace rota::operate {

using IsInMaint = std::function<bool(std::uint32_t pool, std::uint32_t member)>;

class Maintenance {
 public:
  Maintenance(std::shared_ptr<const health::TargetList> targets, const IsInMaint& is_in_maint);

  // True when some target is to be treated differently from now on.
  bool set(std::uint32_t pool, std::uint32_t member, bool is_in_maint);

  std::vector<bool> paused() const;  // by target

 private:
  template <class Visit>
  void each_target(std::uint32_t pool, std::uint32_t member, Visit visit) const;

  std::shared_ptr<const health::TargetList> targets_;
  std::vector<std::vector<bool>> in_maint_;  // [pool][member]
  std::vector<std::uint32_t> users_;         // by target: members that are not in maintenance
};

}  // namespace rota::operate
