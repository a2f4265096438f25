// What a configuration must hold to be baked, as far as only the policies and the
// checks themselves can tell. Adds to the mistakes of the load.
#pragma once

#include "base/mistakes.h"
#include "config/config.h"

namespace rota::bake {

void check_pools(const config::Config& config, Mistakes& mistakes);

}  // namespace rota::bake
