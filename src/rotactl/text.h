// The width of text on a terminal. What comes from the network is made harmless
// before (base/printable, by rotactl/fields).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rota::rotactl {

// Columns that well-formed UTF-8 takes: wide characters count two, combining ones none.
std::size_t width(std::string_view text);

// At most `most` columns, the last an ellipsis when something was cut.
std::string shortened(std::string_view text, std::size_t most);

}  // namespace rota::rotactl
