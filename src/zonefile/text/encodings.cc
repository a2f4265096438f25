#include "zonefile/text/encodings.h"

#include <algorithm>
#include <cstddef>
#include <string>

namespace rota::zonefile {

namespace {

constexpr std::string_view base64_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view base32_digits = "0123456789ABCDEFGHIJKLMNOPQRSTUV";

// Digits of `width` bits each; what is left at the end is less than a digit, and zero.
bool append_digits(std::string_view text, std::string_view digits, unsigned width,
                   std::vector<std::uint8_t>& out) {
  unsigned bits = 0;
  unsigned count = 0;
  for (const char c : text) {
    const std::size_t digit = digits.find(c);
    if (digit == std::string_view::npos) return false;
    bits = bits << width | static_cast<unsigned>(digit);
    count += width;
    if (count < 8) continue;
    count -= 8;
    out.push_back(static_cast<std::uint8_t>(bits >> count));
    bits &= (1U << count) - 1;
  }
  return count < width && bits == 0;
}

}  // namespace

bool append_base64(std::string_view text, std::vector<std::uint8_t>& out) {
  if (text.size() % 4 != 0) return false;
  for (int padding = 0; padding < 2 && text.ends_with('='); ++padding) text.remove_suffix(1);
  return append_digits(text, base64_digits, 6, out);
}

bool append_base32hex(std::string_view text, std::vector<std::uint8_t>& out) {
  std::string upper(text);
  std::ranges::transform(upper, upper.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return append_digits(upper, base32_digits, 5, out);
}

}  // namespace rota::zonefile
