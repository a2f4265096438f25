// Where the members stand that keys name: as find_member() tells, but without a look at
// every pool. Made once for a configuration.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "config/references.h"

namespace rota::operate {

class PoolIndex {
 public:
  explicit PoolIndex(std::shared_ptr<const config::Config> config);

  std::optional<config::MemberPlace> find(const config::MemberKey& key) const;
  const config::Config& config() const { return *config_; }

 private:
  std::shared_ptr<const config::Config> config_;
  std::unordered_map<std::string, std::uint32_t> pools_;  // by zone and name
};

}  // namespace rota::operate
