// One [pool.x] table.
#pragma once

#include <string>

#include "base/row.h"
#include "base/settings.h"
#include "config/check_reader.h"
#include "config/config.h"
#include "config/defaults.h"

namespace rota::config {

extern const Group pool_group;  // what every pool has, whatever its policy

inline constexpr Row fallback_row{
    .key = "fallback",
    .type = ValueType::name,
    .example = R"("sorry")",
    .meaning =
        "Pool that answers while no member is healthy: its own healthy members, then its own "
        "`all_down` or `fallback`."};

// What surrounds a pool: its zone, and what its checks and defaults come from.
struct PoolPlace {
  const ZoneConfig& zone;
  ZoneId zone_id;
  const Defaults& defaults;
  CheckReader& checks;
  const CheckNames& check_names;
};

// `fallback` is left to the caller, which knows all pools of the zone. The types
// of the names are those that the members can answer.
PoolConfig read_pool(Settings& settings, const std::string& name, const PoolPlace& place);

std::vector<dns::Type> types_of(const PoolConfig& pool);  // that its members can answer
std::vector<dns::Type> types_of(PoolKind kind);           // that a pool of the kind may ever answer

}  // namespace rota::config
