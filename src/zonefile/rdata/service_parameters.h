// The parameters of SVCB and HTTPS (RFC 9460): text -> wire form, and what the wire
// form must hold to.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace rota::zonefile {

// Takes all of `rest`; why it is broken, or null.
const char* take_service_parameters(Bytes& rest);

// Appends the tokens "key", "key=value" and "key=" with a quoted token behind it, in
// ascending order of key. Why they are wrong, or "".
std::string append_service_parameters(std::span<const std::string_view> tokens,
                                      std::vector<std::uint8_t>& out);

}  // namespace rota::zonefile
