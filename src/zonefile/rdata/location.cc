#include "zonefile/rdata/location.h"

#include <array>
#include <optional>

#include "zonefile/rdata/tokens.h"
#include "zonefile/text/numbers.h"

namespace rota::zonefile {

namespace {

// "12.345" in units of the last of `places` digits behind the dot, which may be fewer.
std::optional<std::uint64_t> parse_decimal(std::string_view text, std::size_t places) {
  constexpr std::uint32_t most = 999'999'999;
  const std::size_t dot = text.find('.');
  const auto whole = parse_number(text.substr(0, dot), most);
  if (!whole) return {};
  std::string digits(dot == std::string_view::npos ? std::string_view("0") : text.substr(dot + 1));
  if (digits.empty() || digits.size() > places) return {};
  digits.resize(places, '0');
  const auto part = parse_number(digits, most);
  if (!part) return {};
  std::uint64_t scale = 1;
  for (std::size_t i = 0; i < places; ++i) scale *= 10;
  return *whole * scale + *part;
}

// Degrees, minutes, seconds and a direction, taken off the front, in thousandths of a
// second from the south pole or the west; nothing when they are wrong.
std::optional<std::uint32_t> take_angle(Tokens& tokens, std::uint32_t most, std::string_view directions) {
  static constexpr std::array<std::uint32_t, 3> units{3'600'000, 60'000, 1};
  constexpr std::uint32_t equator = 1U << 31;
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < 4 && i < tokens.size(); ++i) {
    const std::string_view token = tokens[i];
    const std::size_t direction =
        token.size() == 1 ? directions.find(static_cast<char>(token.front() & ~0x20)) : token.npos;
    if (i > 0 && direction != token.npos) {
      tokens = tokens.subspan(i + 1);
      if (sum > most * units[0]) return {};
      const auto distance = static_cast<std::uint32_t>(sum);
      return direction == 0 ? equator + distance : equator - distance;
    }
    const auto number = i == 3   ? std::nullopt
                        : i == 2 ? parse_decimal(token, 3)
                                 : std::optional<std::uint64_t>(parse_number(token, i == 0 ? most : 59));
    if (!number || (i == 2 && *number >= 60'000)) return {};
    sum += *number * units[i];
  }
  return {};
}

// Centimetres of "12.34m".
std::optional<std::uint64_t> parse_metres(std::string_view text) {
  if (text.ends_with('m') || text.ends_with('M')) text.remove_suffix(1);
  return parse_decimal(text, 2);
}

// From 100,000 m below the ground on.
std::optional<std::uint32_t> parse_altitude(std::string_view text) {
  constexpr std::uint64_t ground = 10'000'000;
  const bool is_below = text.starts_with('-');
  const auto height = parse_metres(is_below ? text.substr(1) : text);
  if (!height || *height > (is_below ? ground : 0xFFFFFFFF - ground)) return {};
  return static_cast<std::uint32_t>(is_below ? ground - *height : ground + *height);
}

// One digit and the power of ten that it is multiplied with.
std::optional<std::uint8_t> parse_precision(std::string_view text) {
  constexpr std::uint64_t most = 9'000'000'000;
  auto size = parse_metres(text);
  if (!size || *size > most) return {};
  unsigned power = 0;
  for (; *size > 9; ++power) *size /= 10;
  return static_cast<std::uint8_t>(*size << 4 | power);
}

void append32(std::vector<std::uint8_t>& out, std::uint32_t number) {
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(number >> shift));
}

}  // namespace

std::string append_location(Tokens tokens, std::vector<std::uint8_t>& out) {
  const auto latitude = take_angle(tokens, 90, "NS");
  if (!latitude) return "the latitude is not of the form '52 22 23.000 N', up to 90 degrees";
  const auto longitude = take_angle(tokens, 180, "EW");
  if (!longitude) return "the longitude is not of the form '4 53 32.000 E', up to 180 degrees";
  if (tokens.empty()) return "the altitude is missing";
  const auto altitude = parse_altitude(tokens.front());
  if (!altitude) return wrong_token(tokens.front(), "is not an altitude from -100000.00m to 42849672.95m");
  tokens = tokens.subspan(1);
  if (tokens.size() > 3) return wrong_token(tokens[3], "is too much");
  std::array<std::uint8_t, 3> precisions{0x12, 0x16, 0x13};  // 1 m, 10 km, 10 m
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto precision = parse_precision(tokens[i]);
    if (!precision) return wrong_token(tokens[i], "is not a size from 0m to 90000000.00m");
    precisions[i] = *precision;
  }
  out.push_back(0);
  out.insert(out.end(), precisions.begin(), precisions.end());
  append32(out, *latitude);
  append32(out, *longitude);
  append32(out, *altitude);
  return "";
}

}  // namespace rota::zonefile
