// The pools of one configuration as they are run: with all that the operator said.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "operate/maintenance.h"
#include "operate/overriding.h"

namespace rota::operate {

struct OperatedPools {
  OperatedPools(const std::shared_ptr<const config::Config>& config,
                const std::shared_ptr<const health::TargetList>& targets, const health::OverrideRows& rows)
      : index(config), overrides(overrides_on(index, rows)), pools(config->pools) {
    pools.replace(overrides);
    maintenance.emplace(targets, [this](const Leaf& leaf) { return is_in_maint(leaf); });
  }

  // True when other targets are to be probed from now on.
  bool set(const bake::MemberOverride& said) {
    pools.set(said);
    return maintenance->set(said.of, is_in_maint(said.of));
  }
  config::Admin admin(const Leaf& leaf) const { return pools[leaf.pool].members[leaf.member].admin; }
  bool is_in_maint(const Leaf& leaf) const { return admin(leaf) == config::Admin::maint; }

  PoolIndex index;
  std::vector<bake::MemberOverride> overrides;  // as they were at its beginning
  bake::OverriddenPools pools;
  std::optional<Maintenance> maintenance;
};

}  // namespace rota::operate
