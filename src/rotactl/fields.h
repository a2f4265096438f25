// What the daemon's JSON says, field by field. A field that is absent or of
// another type reads as nothing, so that an older or newer daemon is still
// understood; every text comes out clean for a terminal.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "rotactl/format.h"

namespace rota::rotactl {

namespace json = boost::json;

const json::value& field(const json::value& object, std::string_view key);  // null when absent
std::string text_of(const json::value& value);                              // of a string, else ""

std::string text(const json::value& object, std::string_view key);
bool flag(const json::value& object, std::string_view key);
std::uint64_t count(const json::value& object, std::string_view key);  // never negative
// The same for people, with commas; "" when absent.
std::string count_words(const json::value& object, std::string_view key);
std::optional<double> number(const json::value& object, std::string_view key);
std::optional<WallTime> time(const json::value& object, std::string_view key);
std::vector<std::string> texts(const json::value& object, std::string_view key);

const json::array& list(const json::value& object, std::string_view key);

std::chrono::nanoseconds to_span(double seconds);

// "a, b, c"
std::string joined(const std::vector<std::string>& parts, std::string_view between = ", ");

}  // namespace rota::rotactl
