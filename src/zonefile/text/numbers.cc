#include "zonefile/text/numbers.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace rota::zonefile {

namespace {

std::uint64_t seconds_of(char unit) {
  switch (unit | 0x20) {
    case 's': return 1;
    case 'm': return 60;
    case 'h': return 3600;
    case 'd': return 86'400;
    case 'w': return 604'800;
    default: return 0;
  }
}

}  // namespace

bool equals(std::string_view text, std::string_view upper) {
  const auto same = [](char a, char b) { return (a >= 'a' && a <= 'z' ? a - 32 : a) == b; };
  return text.size() == upper.size() && std::ranges::equal(text, upper, same);
}

std::optional<std::uint32_t> parse_number(std::string_view text, std::uint32_t most) {
  std::uint32_t number = 0;
  const char* const last = text.data() + text.size();
  const auto [end, failed] = std::from_chars(text.data(), last, number);
  if (failed != std::errc() || end != last || number > most) return {};
  return number;
}

std::optional<std::uint32_t> parse_period(std::string_view text) {
  constexpr std::uint64_t most = std::numeric_limits<std::uint32_t>::max();
  std::uint64_t sum = 0;
  const char* const last = text.data() + text.size();
  for (const char* at = text.data(); at != last || text.empty();) {
    std::uint32_t number = 0;
    const auto [end, failed] = std::from_chars(at, last, number);
    if (failed != std::errc()) return {};
    const std::uint64_t unit = end == last ? 1 : seconds_of(*end);
    sum += number * unit;
    if (unit == 0 || sum > most) return {};
    at = end == last ? end : end + 1;
  }
  return static_cast<std::uint32_t>(sum);
}

bool append_unescaped(std::string_view text, std::vector<std::uint8_t>& out) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\\') {
      out.push_back(static_cast<std::uint8_t>(text[at]));
      continue;
    }
    if (++at == text.size()) return false;
    if (text[at] < '0' || text[at] > '9') {
      out.push_back(static_cast<std::uint8_t>(text[at]));
      continue;
    }
    if (at + 3 > text.size()) return false;
    const auto value = parse_number(text.substr(at, 3), 255);
    if (!value) return false;
    out.push_back(static_cast<std::uint8_t>(*value));
    at += 2;
  }
  return true;
}

}  // namespace rota::zonefile
