#include "dns/name.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

namespace rota::dns {

namespace {

// Reads one character of a label in master-file form: plain, "\x" or "\ddd".
std::optional<std::uint8_t> read_character(std::string_view text, std::size_t& at) {
  const char c = text[at++];
  if (c != '\\') return static_cast<std::uint8_t>(c);
  if (at >= text.size()) return {};
  const auto is_digit = [](char d) { return d >= '0' && d <= '9'; };
  if (!is_digit(text[at])) return static_cast<std::uint8_t>(text[at++]);
  if (at + 3 > text.size() || !is_digit(text[at + 1]) || !is_digit(text[at + 2])) return {};
  const int value = (text[at] - '0') * 100 + (text[at + 1] - '0') * 10 + (text[at + 2] - '0');
  at += 3;
  if (value > 255) return {};
  return static_cast<std::uint8_t>(value);
}

Error bad(std::string_view text, std::string_view why) {
  return {"'" + std::string(text) + "' is not a domain name: " + std::string(why)};
}

// Appends labels of `text` to `wire`; tells whether the text ended in a dot.
Result<bool> append_labels(std::string_view text, std::string& wire) {
  bool absolute = false;
  for (std::size_t at = 0; at < text.size();) {
    std::string label;
    while (at < text.size() && text[at] != '.') {
      const auto character = read_character(text, at);
      if (!character) return bad(text, "a broken escape");
      label += static_cast<char>(*character);
    }
    absolute = at < text.size();
    if (absolute) ++at;
    if (label.empty()) return bad(text, "an empty label");
    if (label.size() > max_label) return bad(text, "a label of more than 63 octets");
    wire += static_cast<char>(label.size());
    wire += label;
    if (wire.size() >= max_name) return bad(text, "more than 255 octets");
  }
  return absolute;
}

}  // namespace

bool Name::operator==(const Name& other) const { return equal(view(), other.view()); }

std::string Name::text() const { return dns::text(view()); }

std::size_t read_plain_name(std::string_view text, NameView origin, NameRoom out) {
  if (text.empty() || text.size() + 1 >= max_name || text == "@") return 0;
  std::size_t label = 0;  // where the length of the one being read belongs
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\\' || static_cast<unsigned char>(c) >= 0x80) return 0;
    if (c != '.') {
      out[at + 1] = static_cast<std::uint8_t>(c);
      continue;
    }
    const std::size_t size = at - label;
    if (size == 0 || size > max_label) return 0;
    out[label] = static_cast<std::uint8_t>(size);
    label = at + 1;
  }
  if (label == text.size()) {  // it ended in a dot
    out[label] = 0;
    return label + 1;
  }
  const std::size_t size = text.size() - label;
  if (size > max_label || text.size() + 1 + origin.size() > max_name) return 0;
  out[label] = static_cast<std::uint8_t>(size);
  std::memcpy(out.data() + text.size() + 1, origin.data(), origin.size());
  return text.size() + 1 + origin.size();
}

Result<Name> parse_name(std::string_view text, NameView origin) {
  if (text == "@") return Name(origin);
  if (text == ".") return Name(NameView(std::array<std::uint8_t, 1>{0}));
  if (text.empty()) return bad(text, "it is empty");
  std::string wire;
  const auto absolute = append_labels(text, wire);
  if (!absolute) return absolute.error();
  if (*absolute) {
    wire += '\0';
  } else {
    wire.append(reinterpret_cast<const char*>(origin.data()), origin.size());
  }
  if (wire.size() > max_name) return bad(text, "more than 255 octets");
  return Name(NameView(reinterpret_cast<const std::uint8_t*>(wire.data()), wire.size()));
}

Result<Name> parse_name(std::string_view text) {
  static constexpr std::array<std::uint8_t, 1> root{0};
  if (text == "@") return bad(text, "no origin is known here");
  return parse_name(text, root);
}

std::string text(NameView name) {
  if (name.size() <= 1) return ".";
  std::string out;
  for (std::size_t at = 0; name[at] != 0; at += name[at] + 1U) {
    for (const std::uint8_t c : name.subspan(at + 1, name[at])) {
      if (c <= 0x20 || c >= 0x7f) {
        out += '\\';
        out += static_cast<char>('0' + c / 100);
        out += static_cast<char>('0' + c / 10 % 10);
        out += static_cast<char>('0' + c % 10);
      } else {
        if (std::strchr(".\\\"();@$", c) != nullptr) out += '\\';
        out += static_cast<char>(c);
      }
    }
    out += '.';
  }
  return out;
}

std::string name_text(NameView name) {
  std::string out = text(name);
  if (out.size() > 1) out.pop_back();
  return out;
}

std::size_t name_size(Bytes data) {
  std::size_t at = 0;
  while (at < data.size() && at < max_name) {
    const std::uint8_t label = data[at];
    if (label > max_label) return 0;
    at += label + 1U;
    if (label == 0) return at <= data.size() ? at : 0;
  }
  return 0;
}

bool skip_name(ByteReader& in) {
  for (std::uint8_t label = in.read8(); label != 0; label = in.read8()) {
    if (label >= 0xC0) {
      in.read(1);
      return !in.failed();
    }
    if (label > max_label) return false;
    in.read(label);
  }
  return !in.failed();
}

std::size_t label_count(NameView name) {
  std::size_t count = 0;
  for (std::size_t at = 0; name[at] != 0; at += name[at] + 1U) ++count;
  return count;
}

NameView parent(NameView name) { return name.subspan(name[0] + 1U); }

bool equal(NameView a, NameView b) {
  // Length bytes are below 'A', so lower-casing never touches them.
  constexpr auto small = [](std::uint8_t c) { return lower(c); };
  return std::ranges::equal(a, b, {}, small, small);
}

bool is_below_or_at(NameView name, NameView ancestor) {
  while (name.size() > ancestor.size()) name = parent(name);
  return equal(name, ancestor);
}

bool is_wildcard(NameView name) { return name.size() > 2 && name[0] == 1 && name[1] == '*'; }

void lower_into(NameView name, std::uint8_t* out) {
  std::size_t at = 0;
  for (; at + 8 <= name.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, name.data() + at, sizeof word);
    word = lower(word);
    std::memcpy(out + at, &word, sizeof word);
  }
  for (; at < name.size(); ++at) out[at] = lower(name[at]);
}

bool same_but_for_case(NameView lowered_name, NameView name) {
  return std::ranges::equal(lowered_name, name,
                            [](std::uint8_t wanted, std::uint8_t octet) { return wanted == lower(octet); });
}

Name lowered(NameView name) {
  std::array<std::uint8_t, max_name> out;
  lower_into(name, out.data());
  return Name(NameView(out.data(), name.size()));
}

}  // namespace rota::dns
