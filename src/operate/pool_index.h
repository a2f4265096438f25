// Where the members stand that keys name: as find_member() tells, but without a look at
// every pool. Made once for a configuration.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "config/references.h"

namespace rota::operate {

class PoolIndex {
 public:
  explicit PoolIndex(std::shared_ptr<const config::Config> config);

  std::optional<Leaf> find(const config::MemberKey& key) const;
  const config::Config& config() const { return *config_; }

 private:
  std::shared_ptr<const config::Config> config_;
  std::unordered_map<std::string, PoolId> pools_;  // by zone and name
};

}  // namespace rota::operate
