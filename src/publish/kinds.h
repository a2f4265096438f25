// The check kinds, policies and listeners of this build, for what is written out of the settings.
#pragma once

#include "config/reference.h"

namespace rota::publish {

config::Kinds known_kinds();

}  // namespace rota::publish
