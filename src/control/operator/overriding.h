// What the operator's overrides come to in a configuration: which members they are of,
// and who is out of the answers.
#pragma once

#include <set>
#include <span>
#include <vector>

#include "bake/overridden.h"
#include "config/config.h"
#include "health/overrides.h"

namespace rota::control {

// `rows` are as health::Overrides has them. What is said of members that the
// configuration does not have is left out; a weight beyond what such a pool may have
// is cut to that.
std::vector<bake::MemberOverride> overrides_on(const config::Config& config,
                                               std::span<const health::Override> rows);

// The members that are in no answer whatever their health, by the word of the file or
// by an override.
std::set<health::MemberKey> members_out(const config::Config& config, std::span<const health::Override> rows);

}  // namespace rota::control
