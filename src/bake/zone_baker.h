// One zone's records and pool names -> a snapshot::Zone: nodes in one block, the
// empty names between them, what is delegated, redirected and hidden below.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "config/config.h"
#include "snapshot/zone.h"

namespace rota::bake {

// A name and type that a pool answers.
struct PoolPlace {
  dns::NameView owner;
  dns::Type type{};
  std::uint32_t pool = 0;
  std::uint32_t slot = 0;
};

// `zone.records` must not be null; `places` are names of this zone.
std::unique_ptr<const snapshot::Zone> bake_zone(const config::ZoneConfig& zone,
                                                std::span<const PoolPlace> places);

}  // namespace rota::bake
