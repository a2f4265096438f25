#include "base/prefix.h"

#include <array>
#include <charconv>
#include <span>

namespace rota {

namespace {

std::uint8_t bits_of(const Address& address) { return static_cast<std::uint8_t>(8 * address.bytes().size()); }

Prefix unmapped_prefix(const Prefix& prefix) {
  constexpr std::uint8_t mapped_bits = 96;
  const Address address = unmapped(prefix.address);
  if (prefix.bits < mapped_bits || address.family() == prefix.address.family()) return prefix;
  return {address, static_cast<std::uint8_t>(prefix.bits - mapped_bits)};
}

}  // namespace

Address masked(const Address& address, std::uint8_t bits) {
  std::array<std::uint8_t, 16> out{};
  const auto from = address.bytes();
  for (std::size_t i = 0; i < from.size(); ++i) {
    const int left = bits - static_cast<int>(8 * i);
    out[i] = left >= 8   ? from[i]
             : left <= 0 ? std::uint8_t{0}
                         : static_cast<std::uint8_t>(from[i] >> (8 - left) << (8 - left));
  }
  return address.family() == Family::v4 ? Address::v4(std::span(out).first<4>()) : Address::v6(out);
}

bool Prefix::contains(const Address& other) const {
  return other.family() == address.family() && masked(other, bits) == address;
}

std::string Prefix::text() const { return address.text() + "/" + std::to_string(bits); }

std::optional<Prefix> parse_prefix(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto address = parse_address(text.substr(0, slash));
  if (!address) return {};
  Prefix out{*address, bits_of(*address)};
  if (slash == text.npos) return unmapped_prefix(out);
  const char* const end = text.data() + text.size();
  const auto [read, failed] = std::from_chars(text.data() + slash + 1, end, out.bits);
  if (failed != std::errc() || read != end || out.bits > bits_of(*address)) return {};
  return masked(out.address, out.bits) == out.address ? std::optional(unmapped_prefix(out)) : std::nullopt;
}

}  // namespace rota
