// The shells for which there are completion scripts.
#pragma once

#include <string_view>

namespace rota::rotactl {

inline constexpr std::string_view shells[] = {"bash", "zsh", "fish"};

}  // namespace rota::rotactl
