// What a check does, apart from when and how often: its kind and its settings. Two
// checks that do the same share their probes, and a check that does what it did before
// a reload keeps what it knows.
#pragma once

#include <cstdint>

#include "base/secret.h"
#include "base/siphash.h"
#include "config/config.h"

namespace rota::config {

// Equal for checks that do the same, whatever the order of their settings.
Secret settings_text(const CheckConfig& check);

// The same as a number. Who does not know the key learns nothing of the settings from it.
std::uint64_t settings_hash(const SipKey& key, const CheckConfig& check);

}  // namespace rota::config
