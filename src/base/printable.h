// Text that may come from the network, made fit for a terminal, a log and JSON.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rota {

// Well-formed UTF-8 without control characters: an octet that is neither becomes
// "\x1b". What would go beyond `most` octets is cut off, and "..." says so.
std::string printable(std::string_view text, std::size_t most = std::string_view::npos);

}  // namespace rota
