// Limits to how often one network is answered over UDP, as the operator set them.
#pragma once

#include <cstdint>

#include "base/prefix_set.h"

namespace rota::snapshot {

struct RateLimit {
  std::uint32_t responses = 0;  // a second and address; 0: not limited at all
  std::uint32_t negative = 0;   // the same of answers without data, counted by themselves
  std::uint32_t burst = 0;      // of both kinds: so many at once
  std::uint32_t slip = 1;  // every slip-th of those limited is answered with TC, the rest not at all; 0: none
  bool only_count = false;  // what would be limited is counted, and answered
  PrefixSet exempt{};
};

}  // namespace rota::snapshot
