#include "rotactl/compare_fields.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "base/printable.h"

namespace rota::rotactl {

std::string plain(const json::value& value) {
  if (value.is_null()) return "not set";
  if (value.is_string()) return value.get_string().empty() ? "\"\"" : text_of(value);
  std::vector<std::string> parts;
  if (const json::array* items = value.if_array()) {
    for (const json::value& item : *items) parts.push_back(plain(item));
    return parts.empty() ? "none" : joined(parts);
  }
  if (const json::object* fields = value.if_object()) {
    for (const auto& [key, each] : *fields) parts.push_back(printable(key) + " " + plain(each));
    return joined(parts);
  }
  if (const double* real = value.if_double()) {
    std::array<char, 32> digits{};
    return {digits.data(), std::to_chars(digits.begin(), digits.end(), *real).ptr};
  }
  return json::serialize(value);
}

std::string changed_fields(const json::value& before, const json::value& after,
                           std::initializer_list<std::string_view> but) {
  std::string out;
  if (!after.is_object()) return out;
  for (const auto& [key, value] : after.get_object()) {
    const json::value& old = field(before, key);
    if (old == value || std::ranges::find(but, std::string_view(key)) != but.end()) continue;
    out += (out.empty() ? "" : ", ") + printable(key) + " " + plain(old) + " -> " + plain(value);
  }
  return out;
}

}  // namespace rota::rotactl
