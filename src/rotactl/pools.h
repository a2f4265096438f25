// Pools and their members as tables; shared by `pool`, `explain` and `watch`.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "rotactl/show.h"

namespace rota::rotactl {

// How pools are written: by name, with the zone where several have one name.
class PoolNames {
 public:
  explicit PoolNames(const json::array& all);
  std::string of(const json::value& pool) const;

 private:
  std::map<std::string, std::size_t> pools_of_;  // a name
};

// The pools in the order given.
Table pool_table(const json::array& all, const std::vector<const json::value*>& pools);

// The lines that tell of one pool with its members.
std::vector<std::string> pool_lines(const Screen& screen, const json::value& pool);

}  // namespace rota::rotactl
