#include "rotactl/text.h"

#include <algorithm>

namespace rota::rotactl {

namespace {

struct Letter {
  char32_t code = 0;
  std::size_t size = 1;  // octets
};

Letter first_letter(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  if (lead < 0xc0) return {lead, 1};
  const std::size_t size = std::min<std::size_t>(lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2, text.size());
  char32_t code = lead & (0x7fU >> size);
  for (std::size_t i = 1; i < size; ++i) code = (code << 6U) | (static_cast<unsigned char>(text[i]) & 0x3fU);
  return {code, size};
}

struct Range {
  char32_t first, last;
};

// As terminals have it for what operators write: accents and joiners; the scripts
// of East Asia, and emoji (Unicode's East Asian Width W and F, in broad strokes).
constexpr Range narrowest[] = {{0x300, 0x36f}, {0x200b, 0x200d}, {0xfe00, 0xfe0f}};
constexpr Range widest[] = {{0x1100, 0x115f}, {0x2e80, 0xa4cf},   {0xac00, 0xd7a3},
                            {0xf900, 0xfaff}, {0xfe30, 0xfe6f},   {0xff00, 0xff60},
                            {0xffe0, 0xffe6}, {0x1f300, 0x1faff}, {0x20000, 0x3fffd}};

std::size_t columns(char32_t code) {
  const auto holds = [&](const Range& range) { return code >= range.first && code <= range.last; };
  if (std::ranges::any_of(narrowest, holds)) return 0;
  return std::ranges::any_of(widest, holds) ? 2 : 1;
}

}  // namespace

std::size_t width(std::string_view text) {
  std::size_t out = 0;
  while (!text.empty()) {
    const Letter letter = first_letter(text);
    out += columns(letter.code);
    text.remove_prefix(letter.size);
  }
  return out;
}

std::string shortened(std::string_view text, std::size_t most) {
  if (width(text) <= most) return std::string(text);
  std::size_t used = 0;
  std::size_t end = 0;
  while (true) {  // ends: the whole is too wide
    const Letter letter = first_letter(text.substr(end));
    used += columns(letter.code);
    if (used >= most) break;
    end += letter.size;
  }
  return std::string(text.substr(0, end)) + (most > 0 ? "…" : "");
}

}  // namespace rota::rotactl
