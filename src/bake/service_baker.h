// The settings of [server] that query threads go by, made ready for them.
#pragma once

#include "config/config.h"
#include "snapshot/service.h"

namespace rota::bake {

// `access` as bake_zones() made it; `answers_by_asker`: as in snapshot::Service.
snapshot::Service bake_service(const config::ServiceConfig& config, snapshot::Access access,
                               bool answers_by_asker);

}  // namespace rota::bake
