// The check kinds and policies of this build, for what is written out of the settings.
#pragma once

#include "config/reference.h"

namespace rota::bake {

config::Kinds known_kinds();

}  // namespace rota::bake
