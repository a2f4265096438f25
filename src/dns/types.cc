#include "dns/types.h"

#include <algorithm>
#include <charconv>

namespace rota::dns {

namespace {

struct Row {
  std::string_view name;
  std::uint16_t number;
};

#define RECORD_TYPE(NUMBER, NAME, ...) {NAME, NUMBER},
#define OTHER_TYPE(NUMBER, NAME) {NAME, NUMBER},
constexpr Row rows[] = {
#include "dns/types.def"
};
#undef RECORD_TYPE
#undef OTHER_TYPE

}  // namespace

std::string text(Type type) {
  const auto row = std::ranges::find(rows, static_cast<std::uint16_t>(type), &Row::number);
  return row != std::end(rows) ? std::string(row->name)
                               : "TYPE" + std::to_string(static_cast<unsigned>(type));
}

std::optional<Type> parse_type(std::string_view text) {
  std::string upper(text);
  std::ranges::transform(upper, upper.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  const auto row = std::ranges::find(rows, std::string_view(upper), &Row::name);
  if (row != std::end(rows)) return static_cast<Type>(row->number);
  if (!upper.starts_with("TYPE")) return {};
  std::uint16_t number = 0;
  const char* const last = upper.data() + upper.size();
  const auto [end, failed] = std::from_chars(upper.data() + 4, last, number);
  if (failed != std::errc() || end != last) return {};
  return static_cast<Type>(number);
}

}  // namespace rota::dns
