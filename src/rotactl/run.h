// rotactl from its command line to its exit code.
#pragma once

#include <span>
#include <string>

#include "rotactl/screen.h"

namespace rota::rotactl {

int run(std::span<const std::string> words, const Screen& screen);

}  // namespace rota::rotactl
