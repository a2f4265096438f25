#include "rotactl/fields.h"

#include <algorithm>
#include <cmath>

#include "base/printable.h"

namespace rota::rotactl {

const json::value& field(const json::value& object, std::string_view key) {
  static const json::value nothing;
  const json::object* fields = object.if_object();
  const json::value* found = fields == nullptr ? nullptr : fields->if_contains(key);
  return found == nullptr ? nothing : *found;
}

std::string text_of(const json::value& value) {
  const json::string* found = value.if_string();
  return found == nullptr ? std::string() : printable({found->data(), found->size()});
}

std::string text(const json::value& object, std::string_view key) { return text_of(field(object, key)); }

bool flag(const json::value& object, std::string_view key) {
  const bool* found = field(object, key).if_bool();
  return found != nullptr && *found;
}

std::optional<double> number(const json::value& object, std::string_view key) {
  const json::value& found = field(object, key);
  if (const double* real = found.if_double()) return *real;
  if (const std::int64_t* whole = found.if_int64()) return static_cast<double>(*whole);
  if (const std::uint64_t* whole = found.if_uint64()) return static_cast<double>(*whole);
  return {};
}

std::uint64_t count(const json::value& object, std::string_view key) {
  const json::value& found = field(object, key);
  if (const std::uint64_t* whole = found.if_uint64()) return *whole;
  if (const std::int64_t* whole = found.if_int64())
    return static_cast<std::uint64_t>(std::max<std::int64_t>(*whole, 0));
  const double real = number(object, key).value_or(0);
  return real > 0 && real < 1e18 ? static_cast<std::uint64_t>(std::llround(real)) : 0;
}

std::string count_words(const json::value& object, std::string_view key) {
  return number(object, key) ? count_text(count(object, key)) : "";
}

std::optional<WallTime> time(const json::value& object, std::string_view key) {
  return parse_rfc3339(text(object, key));
}

const json::array& list(const json::value& object, std::string_view key) {
  static const json::array nothing;
  const json::array* found = field(object, key).if_array();
  return found == nullptr ? nothing : *found;
}

std::vector<std::string> texts(const json::value& object, std::string_view key) {
  std::vector<std::string> out;
  for (const json::value& each : list(object, key)) out.push_back(text_of(each));
  return out;
}

std::chrono::nanoseconds to_span(double seconds) {
  const double bounded = std::clamp(seconds, 0.0, 4e9);  // no span of a century overflows
  return std::chrono::nanoseconds(std::llround(bounded * 1e9));
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string out;
  for (const std::string& part : parts) {
    if (!out.empty()) out += between;
    out += part;
  }
  return out;
}

}  // namespace rota::rotactl
