#include "base/wall_time.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace rota {

namespace chrono = std::chrono;

namespace {

// Digits alone: no sign, no spaces.
std::optional<int> number(std::string_view digits) {
  int out = 0;
  if (!std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; })) return {};
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
  if (failed != std::errc()) return {};
  return out;
}

// ".123" -> 123,000,000
std::optional<chrono::nanoseconds> fraction(std::string_view text) {
  if (text.empty()) return chrono::nanoseconds(0);
  if (text.front() != '.' || text.size() < 2 || text.size() > 10) return {};
  const auto digits = number(text.substr(1));
  if (!digits) return {};
  chrono::nanoseconds out(*digits);
  for (std::size_t i = text.size(); i < 10; ++i) out *= 10;
  return out;
}

}  // namespace

std::string rfc3339(WallTime at) {
  const auto whole = chrono::floor<chrono::milliseconds>(at);
  const auto day = chrono::floor<chrono::days>(whole);
  const chrono::year_month_day date(day);
  const chrono::hh_mm_ss time(whole - day);
  std::array<char, 80> out{};
  const int size = std::snprintf(
      out.data(), out.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
      static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
      static_cast<int>(time.seconds().count()), static_cast<int>(time.subseconds().count()));
  return {out.data(), static_cast<std::size_t>(size)};
}

std::optional<WallTime> parse_rfc3339(std::string_view text) {
  // 0123456789012345678
  // 2024-05-01T12:03:27     and what follows: a fraction, and Z for UTC
  if (text.size() < 20 || text.back() != 'Z' || text[4] != '-' || text[7] != '-' || text[10] != 'T' ||
      text[13] != ':' || text[16] != ':')
    return {};
  const auto year = number(text.substr(0, 4)), month = number(text.substr(5, 2)),
             day = number(text.substr(8, 2));
  const auto hour = number(text.substr(11, 2)), minute = number(text.substr(14, 2)),
             second = number(text.substr(17, 2));
  const auto rest = fraction(text.substr(19, text.size() - 20));
  if (!year || !month || !day || !hour || !minute || !second || !rest) return {};
  const chrono::year_month_day date{chrono::year(*year), chrono::month(static_cast<unsigned>(*month)),
                                    chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok() || *year < 1970 || *year > 2199 || *hour > 23 || *minute > 59 || *second > 59) return {};
  return chrono::sys_days(date) + chrono::hours(*hour) + chrono::minutes(*minute) + chrono::seconds(*second) +
         *rest;
}

}  // namespace rota
