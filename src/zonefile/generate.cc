#include "zonefile/generate.h"

#include <charconv>

#include "zonefile/text/numbers.h"

namespace rota::zonefile {

namespace {

constexpr std::uint32_t largest_number = 2'147'483'647;
constexpr std::uint32_t widest = 255;  // longer than any name or string

struct Modifier {
  std::int64_t offset = 0;
  std::uint32_t width = 0;
  char base = 'd';
};

// "offset[,width[,base]]"
std::optional<Modifier> parse_modifier(std::string_view text) {
  Modifier out;
  const std::size_t first = text.find(',');
  std::string_view offset = text.substr(0, first);
  if (offset.starts_with('+') && !offset.starts_with("+-")) offset.remove_prefix(1);
  const char* const end_of_offset = offset.data() + offset.size();
  const auto [end, failed] = std::from_chars(offset.data(), end_of_offset, out.offset);
  if (failed != std::errc() || end != end_of_offset || out.offset > largest_number ||
      out.offset < -std::int64_t{largest_number})
    return {};
  if (first == std::string_view::npos) return out;
  text.remove_prefix(first + 1);
  const std::size_t second = text.find(',');
  const auto width = parse_number(text.substr(0, second), widest);
  if (!width) return {};
  out.width = *width;
  if (second == std::string_view::npos) return out;
  text.remove_prefix(second + 1);
  if (text.size() != 1 || std::string_view("doxXnN").find(text.front()) == std::string_view::npos) return {};
  out.base = text.front();
  return out;
}

// Reversed hexadecimal digits with dots between, for ip6.arpa; the width counts the dots.
void append_nibbles(std::uint64_t number, const Modifier& modifier, std::string& out) {
  const std::string_view digits = modifier.base == 'n' ? "0123456789abcdef" : "0123456789ABCDEF";
  std::uint32_t width = modifier.width;
  do {
    out += digits[number & 0xf];
    number >>= 4;
    if (width > 0) --width;
    if (width > 0 || number != 0) out += '.';
    if (width > 0) --width;
  } while (number != 0 || width > 0);
}

void append_number(std::uint64_t number, const Modifier& modifier, std::string& out) {
  if (modifier.base == 'n' || modifier.base == 'N') return append_nibbles(number, modifier, out);
  char digits[24] = "";
  const int base = modifier.base == 'd' ? 10 : modifier.base == 'o' ? 8 : 16;
  const char* const end = std::to_chars(digits, digits + sizeof digits, number, base).ptr;
  const auto size = static_cast<std::size_t>(end - digits);
  if (size < modifier.width) out.append(modifier.width - size, '0');
  for (const char* at = digits; at != end; ++at) {
    out += modifier.base == 'X' && *at >= 'a' ? static_cast<char>(*at - 'a' + 'A') : *at;
  }
}

}  // namespace

std::optional<GenerateRange> parse_generate_range(std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return {};
  const std::size_t slash = text.find('/', dash);
  const auto first = parse_number(text.substr(0, dash), largest_number);
  const auto last = parse_number(text.substr(dash + 1, slash - dash - 1), largest_number);
  const auto step =
      slash == std::string_view::npos ? 1 : parse_number(text.substr(slash + 1), largest_number);
  if (!first || !last || !step || *step == 0 || *last < *first) return {};
  return GenerateRange{*first, *last, *step};
}

bool append_generated(std::string_view text, std::uint32_t number, std::string& out) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\\' && at + 1 < text.size()) {
      out += text.substr(at++, 2);
    } else if (text[at] != '$') {
      out += text[at];
    } else if (text.substr(at + 1).starts_with('$')) {
      out += "\\$";
      ++at;
    } else {
      Modifier modifier;
      if (text.substr(at + 1).starts_with('{')) {
        const std::size_t close = text.find('}', at);
        const auto read = close == std::string_view::npos
                              ? std::nullopt
                              : parse_modifier(text.substr(at + 2, close - at - 2));
        if (!read) return false;
        modifier = *read;
        at = close;
      }
      const std::int64_t value = std::int64_t{number} + modifier.offset;
      if (value < 0) return false;
      append_number(static_cast<std::uint64_t>(value), modifier, out);
    }
  }
  return true;
}

}  // namespace rota::zonefile
