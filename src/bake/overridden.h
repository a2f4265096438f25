// The pools of a configuration as they are run: what the operator said of a member
// stands in place of what the file says. A pool that nobody spoke of costs nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "config/config.h"

namespace rota::bake {

struct MemberOverride {
  Leaf of;
  std::optional<config::Admin> admin{};   // nothing: as the file says
  std::optional<std::uint32_t> weight{};  // likewise
};

class OverriddenPools {
 public:
  // `pools` must outlive it.
  explicit OverriddenPools(const IdVector<PoolId, config::PoolConfig>& pools) : pools_(pools) {}

  const config::PoolConfig& operator[](PoolId pool) const;

  // In place of what was said of the member before. True when the pool is run
  // differently from now on. A member that the pool does not have is ignored.
  bool set(const MemberOverride& said);

  // All members not among these are as the files say again; what is said of one in
  // several places adds up. Returns the pools that differ.
  std::vector<PoolId> replace(std::span<const MemberOverride> said);

 private:
  bool has(const MemberOverride& said) const;
  bool run(const MemberOverride& said, const config::MemberConfig& otherwise);

  const IdVector<PoolId, config::PoolConfig>& pools_;
  std::unordered_map<PoolId, config::PoolConfig> copies_;  // of pools that differ
};

}  // namespace rota::bake
