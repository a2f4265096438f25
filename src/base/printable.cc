#include "base/printable.h"

#include <cstdint>

namespace rota {

namespace {

// Octets of the well-formed character that the text begins with, 0 when there is
// none (RFC 3629 section 4). Longer forms than needed, surrogates and what lies
// beyond U+10FFFF all show in the second octet.
std::size_t character(std::string_view text) {
  const auto octet = [&](std::size_t i) {
    return i < text.size() ? static_cast<std::uint8_t>(text[i]) : std::uint8_t{0};
  };
  const std::uint8_t first = octet(0);
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  const std::uint8_t least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
  const std::uint8_t most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
  if (octet(1) < least || octet(1) > most) return 0;
  const std::size_t size = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  for (std::size_t i = 2; i < size; ++i)
    if ((octet(i) & 0xc0) != 0x80) return 0;
  return size;
}

// Of the first 32, DEL, and those of ISO 6429 that UTF-8 writes as c2 80 to c2 9f:
// a terminal may obey any of them.
bool is_control(std::string_view letter) {
  const auto last = static_cast<std::uint8_t>(letter.back());
  if (letter.size() == 1) return last < 0x20 || last == 0x7f;
  return letter.size() == 2 && letter.front() == '\xc2' && last < 0xa0;
}

void append_escaped(std::string& out, char c) {
  static constexpr char digits[] = "0123456789abcdef";
  const auto octet = static_cast<std::uint8_t>(c);
  out += "\\x";
  out += digits[octet >> 4];
  out += digits[octet & 15];
}

}  // namespace

std::string printable(std::string_view text, std::size_t most) {
  std::string out;
  while (!text.empty()) {
    const std::size_t before = out.size();
    const std::size_t size = character(text);
    if (size > 0 && !is_control(text.substr(0, size))) {
      out += text.substr(0, size);
      text.remove_prefix(size);
    } else {
      append_escaped(out, text.front());
      text.remove_prefix(1);
    }
    if (out.size() <= most) continue;
    out.resize(before);
    return out + "...";
  }
  return out;
}

}  // namespace rota
