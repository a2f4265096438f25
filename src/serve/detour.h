// While it lives, the kernel sends newcomers only to these sockets, and not to others
// that share their addresses (SO_REUSEPORT): so that those can be emptied and closed.
// Which of them gets a query is left to chance meanwhile.
#pragma once

#include <vector>

#include "base/inherited.h"

namespace rota::serve {

class Detour {
 public:
  // `kept` are the first of each address that were bound, in that order; those of an
  // address are all of one process. Where the kernel does not do it, nothing changes.
  explicit Detour(const std::vector<NamedSocket>& kept);
  ~Detour();
  Detour(const Detour&) = delete;
  Detour& operator=(const Detour&) = delete;

 private:
  std::vector<int> steered_;  // one of each address
};

}  // namespace rota::serve
