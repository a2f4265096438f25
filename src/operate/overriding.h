// What the operator's overrides come to in a configuration: which members they are of,
// and who is out of the answers.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "bake/overridden.h"
#include "config/config.h"
#include "health/override_rows.h"
#include "operate/pool_index.h"

namespace rota::operate {

// What is said of this member; nothing when the configuration does not have it. A weight
// beyond what such a pool may have is cut to that.
std::optional<bake::MemberOverride> override_on(const PoolIndex& index, const health::OverrideRows& rows,
                                                const config::MemberKey& of);

// All that is said of members that the configuration has.
std::vector<bake::MemberOverride> overrides_on(const PoolIndex& index, const health::OverrideRows& rows);

// The members that are in no answer whatever their health, by the word of the file or
// by an override.
std::set<config::MemberKey> members_out(const config::Config& config, const bake::OverriddenPools& run);

}  // namespace rota::operate
