// Domain names in wire form: length byte and label, to the root's zero byte; at
// most 255 octets, never compressed (RFC 1035 section 3.1). Comparison and
// hashing know A-Z = a-z and no other equality (RFC 4343).
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace rota::dns {

constexpr std::size_t max_name = 255;
constexpr std::size_t max_label = 63;

// A view of one whole wire name, the root byte included.
using NameView = std::span<const std::uint8_t>;

// A wire name that owns its bytes. Empty only when default-constructed.
class Name {
 public:
  Name() = default;
  explicit Name(NameView wire) : wire_(wire.begin(), wire.end()) {}

  NameView view() const { return {reinterpret_cast<const std::uint8_t*>(wire_.data()), wire_.size()}; }
  operator NameView() const { return view(); }
  bool empty() const { return wire_.empty(); }
  std::string text() const;

  bool operator==(const Name& other) const;

 private:
  std::string wire_;
};

// The wire form of a name as nearly all are written, in ASCII without an escape; its size, or
// 0 when parse_name is to read it or to say what is wrong with it.
using NameRoom = std::span<std::uint8_t, max_name>;
std::size_t read_plain_name(std::string_view text, NameView origin, NameRoom out);

// Master-file form: "www", "www.example.", "@", "\046x"; relative names end in `origin`.
Result<Name> parse_name(std::string_view text, NameView origin);
Result<Name> parse_name(std::string_view text);  // always absolute; the trailing dot is optional

std::string text(NameView name);       // "www.example." with escapes, "." for the root
std::string name_text(NameView name);  // the same as people write it: without the trailing dot

// The size of the wire name that starts `data`, 0 when there is no whole valid
// uncompressed name.
std::size_t name_size(Bytes data);

// Passes over a name of a message, which may end in a pointer; false when it is none.
bool skip_name(ByteReader& in);

std::size_t label_count(NameView name);  // without the root
NameView parent(NameView name);          // one label less; not of the root
bool equal(NameView a, NameView b);
bool is_below_or_at(NameView name, NameView ancestor);
bool is_wildcard(NameView name);  // leftmost label is "*"

inline std::uint8_t lower(std::uint8_t c) {
  return c >= 'A' && c <= 'Z' ? static_cast<std::uint8_t>(c | 0x20) : c;
}
// The same of eight octets at once: any octet from 'A' to 'Z' gets the bit that
// makes it small, no other is touched, and none carries into its neighbour.
inline std::uint64_t lower(std::uint64_t octets) {
  constexpr std::uint64_t each = 0x0101010101010101;
  const std::uint64_t low = octets & 0x7F * each;
  const std::uint64_t from_a = low + (0x80 - 'A') * each;
  const std::uint64_t beyond_z = low + (0x7F - 'Z') * each;
  return octets | (from_a & ~beyond_z & ~octets & 0x80 * each) >> 2;
}
void lower_into(NameView name, std::uint8_t* out);
Name lowered(NameView name);

// Eight octets as one word, the same number on every machine.
inline std::uint64_t load_word(const std::uint8_t* at) {
  std::uint64_t word = 0;
  std::memcpy(&word, at, sizeof word);
  return is_little ? word : __builtin_bswap64(word);
}
// A name of less than eight, zeros behind it.
inline std::uint64_t load_short(NameView name) {
  std::uint64_t word = 0;
  for (auto octet = name.rbegin(); octet != name.rend(); ++octet) word = word << 8 | *octet;
  return word;
}

// Of a name in any case, a word a step; the last word overlaps the one before, so
// that nothing beyond the name is read. The case bit is set in every octet: what
// that confuses besides letters is told apart by comparing. The tables' keys come
// from the operator's files, so no keyed hash is needed against planted collisions.
inline std::uint64_t hash(NameView name) {
  constexpr std::uint64_t golden = 0x9e3779b97f4a7c15;
  constexpr std::uint64_t any_case = 0x2020202020202020;
  std::uint64_t out = name.size() * golden;
  const auto stir = [&out](std::uint64_t word) {
    out = (out ^ (word | any_case)) * golden;
    out ^= out >> 32;
  };
  if (name.size() < 8) {
    stir(load_short(name));
    return out;
  }
  const std::uint8_t* const last = name.data() + name.size() - 8;
  for (const std::uint8_t* at = name.data(); at < last; at += 8) stir(load_word(at));
  stir(load_word(last));
  return out;
}

// Letter by letter, and without a call for most. As many octets as the name has are compared.
inline bool is_spelled(const std::uint8_t* octets, NameView name) {
  if (name.size() < 8) return std::memcmp(octets, name.data(), name.size()) == 0;
  const std::size_t last = name.size() - 8;
  std::uint64_t differ = load_word(octets + last) ^ load_word(name.data() + last);
  for (std::size_t at = 0; at < last; at += 8) differ |= load_word(octets + at) ^ load_word(name.data() + at);
  return differ == 0;
}

// Whether `name`, in any case, is this lower-cased one.
bool same_but_for_case(NameView lowered_name, NameView name);
inline bool same(NameView lowered_name, NameView name) {
  if (lowered_name.size() != name.size() || name.size() < 8) return same_but_for_case(lowered_name, name);
  const auto differ = [&](std::size_t at) {
    return load_word(lowered_name.data() + at) != load_word(name.data() + at);
  };
  const std::size_t last = name.size() - 8;
  for (std::size_t at = 0; at < last; at += 8)
    if (differ(at)) return same_but_for_case(lowered_name, name);
  return !differ(last) || same_but_for_case(lowered_name, name);
}

}  // namespace rota::dns
