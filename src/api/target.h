// What stands in a request's target, decoded (RFC 3986 section 2.1).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rota::api {

// "a%2Fb" -> "a/b"; nothing when a '%' is not followed by two hex digits.
std::optional<std::string> percent_decoded(std::string_view text);

// "/a/b%3Ac" -> {"a", "b:c"}; nothing when it does not begin with '/', or cannot be decoded.
std::optional<std::vector<std::string>> path_steps(std::string_view path);

// "a=1&b=x+y" -> {a: "1", b: "x y"}, as forms write it; nothing when it cannot be
// decoded, or names one twice.
using Parameters = std::map<std::string, std::string, std::less<>>;
std::optional<Parameters> query_parameters(std::string_view query);

// "zone name" -> "zone", "name".
std::vector<std::string_view> words_of(std::string_view text, char separator);

}  // namespace rota::api
