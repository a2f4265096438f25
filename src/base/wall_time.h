// The wall clock as people and programs write it: RFC 3339, in UTC.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace rota {

using WallTime = std::chrono::system_clock::time_point;

std::string rfc3339(WallTime at);  // "2024-05-01T12:03:27.123Z", always with milliseconds

// Reads that form, with or without a fraction of one to nine digits, from 1970 to
// 2199; nothing else.
std::optional<WallTime> parse_rfc3339(std::string_view text);

}  // namespace rota
