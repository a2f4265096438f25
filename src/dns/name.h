// Domain names in wire form: length byte and label, to the root's zero byte; at
// most 255 octets, never compressed (RFC 1035 section 3.1). Comparison and
// hashing know A-Z = a-z and no other equality (RFC 4343).
#pragma once

#include <cstdint>
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

// Master-file form: "www", "www.example.", "@", "\046x"; relative names end in `origin`.
Result<Name> parse_name(std::string_view text, NameView origin);
Result<Name> parse_name(std::string_view text);  // always absolute; the trailing dot is optional

std::string text(NameView name);  // "www.example." with escapes, "." for the root

// The size of the wire name that starts `data`, 0 when there is no whole valid
// uncompressed name.
std::size_t name_size(Bytes data);

std::size_t label_count(NameView name);  // without the root
NameView parent(NameView name);          // one label less; not of the root
bool equal(NameView a, NameView b);
bool is_below_or_at(NameView name, NameView ancestor);
bool is_wildcard(NameView name);  // leftmost label is "*"

inline std::uint8_t lower(std::uint8_t c) {
  return c >= 'A' && c <= 'Z' ? static_cast<std::uint8_t>(c | 0x20) : c;
}
void lower_into(NameView name, std::uint8_t* out);
Name lowered(NameView name);

// Of a name that is already lower-cased.
std::uint64_t hash(NameView lowered_name);

}  // namespace rota::dns
