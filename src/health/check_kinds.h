// The kinds of checks by name, as they are configured. How each probes stands in the room
// `probe`; who only bakes needs no more than this.
#pragma once

#include <memory>
#include <span>
#include <variant>

#include "base/mistakes.h"
#include "config/config.h"
#include "health/check_rows.h"
#include "health/plain_settings.h"

namespace rota::health {

// Read and found right: all that it takes to probe.
using CheckSettings = std::variant<PlainSettings, HttpSettings>;

// Of each of the configuration's checks, null where it has mistakes.
using KindSettings = IdVector<CheckId, std::shared_ptr<const CheckSettings>>;

KindSettings read_checks(const config::Config& config, Mistakes& mistakes);

// One for each kind, named as it; they hold the common keys of checks as well.
std::span<const Group* const> check_groups();

}  // namespace rota::health
