// Whether this node sees its targets at all, or is blind: cut off, out of descriptors
// or of ports. Pure: it is told what the latest probes found. It judges one address
// family, since each has its own way into the world.
//
//   most probes could not be sent                                      blind
//   there are canaries, and none of them was heard                     blind
//   10 targets or more in 3 pools or more were silent, 9 of 10 of those
//   looked at, of 20 or more there are; and no canary was heard        blind
//
// A refusal is heard, and so is every reply: a pool whose backends refuse is down. A
// check that cannot ask for a reason of its own has no say, as if it were not there.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/address.h"
#include "base/id.h"
#include "health/check.h"

namespace rota::health {

std::string_view name_of(Family family);  // "IPv4"

// Of one family; it sees where `why` is "".
struct Blindness {
  Family family = Family::v4;
  std::string why{};  // "23 of 24 targets are silent"
};

class BlindnessTest {
 public:
  struct Glance {
    Evidence evidence = Evidence::none;  // none: not looked at lately
    PoolId pool;
    bool is_canary = false;
    std::string_view reason{};  // of what could not be asked; must outlive the BlindnessTest
  };

  void add(const Glance& glance);

  bool is_undecided() const { return targets_ > 0 && looked() == 0; }  // none was looked at
  std::string why_blind() const;  // "8 of 9 probes could not be sent: Network is unreachable"; "" = it sees

 private:
  std::uint32_t looked() const { return heard_ + silent_ + unsent_; }
  bool is_all_silent() const;
  void note_silent_pool(PoolId pool);

  std::uint32_t targets_ = 0;
  std::uint32_t heard_ = 0;
  std::uint32_t silent_ = 0;
  std::uint32_t unsent_ = 0;
  std::uint32_t canaries_ = 0;  // that were looked at
  std::uint32_t canaries_heard_ = 0;
  std::array<PoolId, 3> pools_{};  // that were silent, the first of them
  std::uint32_t silent_pools_ = 0;
  std::string_view reason_{};
};

}  // namespace rota::health
