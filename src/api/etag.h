// Entity tags of what clients may change: one for each revision of the overrides.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rota::api {

std::string etag_of(std::uint64_t revision);  // "\"1a2b\"", quotes included

// The revisions that an If-Match names (RFC 9110 section 13.1.1). Nothing where it is empty or
// "*", which match every one. Tags that are weak or not of etag_of() match none.
std::optional<std::vector<std::uint64_t>> revisions_of(std::string_view if_match);

}  // namespace rota::api
