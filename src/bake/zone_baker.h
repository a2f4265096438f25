// Records and pool names of all zones -> snapshot::Zones.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "config/config.h"
#include "snapshot/zones.h"

namespace rota::bake {

// A name and type that a pool answers.
struct PoolPlace {
  dns::NameView owner;
  dns::Type type{};
  std::uint32_t place = 0;  // of the image
};

// `places` are the names of each zone's pools, `tallies` the first of each zone's
// counters. Takes the zones' records: each
// zone's are freed as soon as it is written. One without records is broken.
std::shared_ptr<const snapshot::Zones> bake_zones(std::span<config::ZoneConfig> zones,
                                                  std::span<const std::vector<PoolPlace>> places,
                                                  std::span<const std::uint32_t> tallies);

}  // namespace rota::bake
