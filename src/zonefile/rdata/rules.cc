#include "zonefile/rdata/rules.h"

#include <algorithm>
#include <array>
#include <optional>

namespace rota::zonefile {

namespace {

bool is_digit(std::uint8_t c) { return c >= '0' && c <= '9'; }

struct Size {
  std::uint8_t kind;
  std::size_t octets;
};

// Whether a digest of a kind with a known size has that size.
template <std::size_t n>
bool has_size(std::uint8_t kind, std::size_t size, const std::array<Size, n>& known) {
  const auto row = std::ranges::find(known, kind, &Size::kind);
  return row == known.end() || row->octets == size;
}

struct Expression {
  std::size_t size = 0;
  int groups = 0;
};

// Takes an extended regular expression and the delimiter behind it off the front;
// nothing when it does not end or its brackets do not match.
std::optional<Expression> take_expression(Bytes& rest, std::uint8_t delimiter) {
  Expression out;
  int open = 0;
  bool within = false;  // square brackets
  for (std::size_t at = 0; at < rest.size(); ++at, ++out.size) {
    const std::uint8_t c = rest[at];
    if (c == delimiter) {
      rest = rest.subspan(at + 1);
      if (open != 0 || within) break;
      return out;
    }
    if (c == '\\') {
      ++at;
    } else if (within) {
      within = c != ']';
    } else if (c == '[') {
      within = true;
    } else if (c == '(') {
      ++open, ++out.groups;
    } else if (c == ')' && --open < 0) {
      break;
    }
  }
  return {};
}

// RFC 3402 section 3.2: delimiter, expression, delimiter, replacement, delimiter, flags.
bool is_substitution(Bytes text) {
  if (text.empty()) return true;
  const std::uint8_t delimiter = text[0];
  if (is_digit(delimiter) || delimiter == '\\' || delimiter == 'i' || delimiter == 0) return false;
  Bytes rest = text.subspan(1);
  const auto expression = take_expression(rest, delimiter);
  if (!expression || expression->size == 0) return false;
  // Parentheses and brackets of the replacement are text.
  std::size_t at = 0;
  for (; at < rest.size() && rest[at] != delimiter; ++at) {
    if (rest[at] != '\\') continue;
    if (++at == rest.size()) return false;
    if (is_digit(rest[at]) && (rest[at] == '0' || rest[at] - '0' > expression->groups)) return false;
  }
  if (at == rest.size()) return false;
  rest = rest.subspan(at + 1);
  return rest.empty() || (rest.size() == 1 && rest[0] == 'i');
}

}  // namespace

const char* no_rule(Bytes /*rdata*/) { return nullptr; }

// RFC 1183 section 3.1: a PSDN address, which is at least a network's four digits.
const char* check_x25(Bytes rdata) {
  const Bytes text = rdata.subspan(1);
  return text.size() >= 4 && std::ranges::all_of(text, is_digit) ? nullptr
                                                                 : "it must be at least four decimal digits";
}

// RFC 2535 section 3.1.2: two bits of the flags say that there is no key.
const char* check_key(Bytes rdata) {
  const bool says_none = (rdata[0] & 0xC0) == 0xC0;
  if (says_none == (rdata.size() == 4)) return nullptr;
  return says_none ? "its flags say that there is no key, but there is a key" : "the key is missing";
}

const char* check_naptr(Bytes rdata) {
  ByteReader reader(rdata);
  reader.read32();
  for (int string = 0; string < 2; ++string) reader.read(reader.read8());
  return is_substitution(reader.read(reader.read8()))
             ? nullptr
             : "its regular expression is not of the form !expression!replacement!";
}

// RFC 4034 section 5.1.4 and IANA's registry of digests.
const char* check_ds(Bytes rdata) {
  static constexpr std::array<Size, 4> known{{{1, 20}, {2, 32}, {3, 32}, {4, 48}}};
  return has_size(rdata[3], rdata.size() - 4, known) ? nullptr : "the digest is not as long as its kind is";
}

// RFC 4255 section 3.1.2, RFC 6594.
const char* check_sshfp(Bytes rdata) {
  static constexpr std::array<Size, 2> known{{{1, 20}, {2, 32}}};
  return has_size(rdata[1], rdata.size() - 2, known) ? nullptr
                                                     : "the fingerprint is not as long as its kind is";
}

// RFC 5155 section 5: the only algorithm is SHA-1.
const char* check_nsec3(Bytes rdata) {
  const std::size_t hash = 5 + std::size_t{rdata[4]};
  return rdata[0] != 1 || rdata[hash] == 20 ? nullptr : "the hash is not the 20 octets of SHA-1";
}

// RFC 8976 section 2.2.4.
const char* check_zonemd(Bytes rdata) {
  static constexpr std::array<Size, 2> known{{{1, 48}, {2, 64}}};
  const std::size_t size = rdata.size() - 6;
  return size >= 12 && has_size(rdata[5], size, known) ? nullptr : "the digest is not as long as its kind is";
}

}  // namespace rota::zonefile
