// The settings of [server] that query threads go by, made ready for them.
#pragma once

#include "config/config.h"
#include "snapshot/service.h"

namespace rota::bake {

snapshot::Service bake_service(const config::Config& config);

}  // namespace rota::bake
