// Names of servers, as Host and Origin write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rota::http {

// "localhost:8053" -> "localhost", "[::1]:8053" -> "::1"; "" when it is neither a name
// nor an address.
std::string_view name_of(std::string_view host);

// "https://status.example" -> "status.example"; nothing when it is no http or https
// origin. A port that goes without saying is left out.
std::optional<std::string> host_of_origin(std::string_view origin);

// Whether a page of this origin was served as that Host.
bool is_origin_of(std::string_view origin, std::string_view host);

// Whether an entry of `hosts` means this Host: one without a port means every port.
bool is_meant(std::string_view entry, std::string_view host);

bool is_equal_but_for_case(std::string_view a, std::string_view b);

}  // namespace rota::http
