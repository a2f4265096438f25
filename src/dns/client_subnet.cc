#include "dns/client_subnet.h"

#include <algorithm>
#include <array>

namespace rota::dns {

namespace {

// Octets of an address by family. 0 is none, which some clients put where they tell no
// bits, and then it is irrelevant (section 7.1.2).
constexpr std::array<std::uint8_t, 3> address_size{0, 4, 16};

}  // namespace

std::optional<Prefix> read_client_subnet(Bytes option) {
  ByteReader in(option);
  const std::uint16_t family = in.read16();
  const std::uint8_t source = in.read8();
  const std::uint8_t scope = in.read8();
  const Bytes told = in.read((source + 7U) / 8);
  if (in.failed() || in.left() > 0 || scope != 0) return {};
  if (family >= address_size.size() || source > 8 * address_size[family]) return {};
  std::array<std::uint8_t, 16> octets{};
  std::ranges::copy(told, octets.begin());
  const Address network = family == 2 ? Address::v6(octets) : Address::v4(std::span(octets).first<4>());
  return masked(network, source) == network ? std::optional(Prefix{network, source}) : std::nullopt;
}

}  // namespace rota::dns
