#include "zonefile/rdata/fields.h"

#include <algorithm>

#include "dns/name.h"
#include "zonefile/rdata/service_parameters.h"

namespace rota::zonefile {

namespace {

using Why = const char*;  // null when all is well

constexpr Why too_short = "it is too short";

Why take(Bytes& rest, std::size_t size) {
  if (rest.size() < size) return too_short;
  rest = rest.subspan(size);
  return nullptr;
}

Why take_name(Bytes& rest) {
  const std::size_t size = dns::name_size(rest);
  return size == 0 ? "a name is broken or compressed" : take(rest, size);
}

// An octet with a size, then that many.
Why take_sized(Bytes& rest, std::size_t least) {
  if (rest.empty()) return too_short;
  const std::size_t size = rest[0];
  return size < least ? "a part of it is empty" : take(rest, 1 + size);
}

Why take_all(Bytes& rest, std::size_t least) {
  const bool is_enough = rest.size() >= least;
  rest = {};
  return is_enough ? nullptr : too_short;
}

Why take_strings(Bytes& rest) {
  Why why = take_sized(rest, 0);
  while (why == nullptr && !rest.empty()) why = take_sized(rest, 0);
  return why;
}

// RFC 8659 section 4.1: letters and digits.
Why take_tag(Bytes& rest) {
  const Bytes before = rest;
  if (const Why why = take_sized(rest, 1)) return why;
  const auto is_well = [](std::uint8_t c) {
    c = dns::lower(c);
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  };
  return std::ranges::all_of(before.subspan(1, before[0]), is_well) ? nullptr
                                                                    : "the tag is not of letters and digits";
}

// RFC 4034 section 4.1.2: windows in ascending order, none that ends in a zero octet.
Why take_types(Bytes& rest, bool may_be_none) {
  if (rest.empty()) return may_be_none ? nullptr : "it lists no types";
  int before = -1;
  while (rest.size() >= 2) {
    const int window = rest[0];
    const std::size_t size = rest[1];
    if (window <= before) return "the windows of its types are out of order";
    if (size == 0 || size > 32 || size + 2 > rest.size()) return "a window of its types is broken";
    if (rest[1 + size] == 0) return "a window of its types ends in a zero octet";
    before = window;
    rest = rest.subspan(2 + size);
  }
  return rest.empty() ? nullptr : too_short;
}

// RFC 2535 section 5.2: one window, without a size.
Why take_old_types(Bytes& rest) {
  const bool is_well = !rest.empty() && rest.size() <= 16 && rest.back() != 0 && (rest[0] & 0x80) == 0;
  return is_well ? take_all(rest, 1) : "its types are broken";
}

// RFC 1876 section 2: of other versions nothing is known.
Why take_location(Bytes& rest) {
  if (rest.empty()) return too_short;
  if (rest[0] != 0) return take_all(rest, 1);
  if (rest.size() < 16) return too_short;
  for (const std::uint8_t size : rest.subspan(1, 3))
    if (size >> 4 > 9 || (size & 15) > 9 || (size >> 4 == 0 && size != 0))
      return "a size or precision is out of range";
  const auto is_within = [&](std::size_t at, std::uint32_t degrees) {
    constexpr std::uint32_t equator = 1U << 31;
    const std::uint32_t value = load32(rest.data() + at);
    const std::uint32_t most = degrees * 3'600'000;
    return value >= equator - most && value <= equator + most;
  };
  if (!is_within(4, 90)) return "the latitude is beyond 90 degrees";
  if (!is_within(8, 180)) return "the longitude is beyond 180 degrees";
  return take(rest, 16);
}

// RFC 3123 section 4. Of other families only the sizes are known.
Why take_prefixes(Bytes& rest) {
  while (!rest.empty()) {
    if (rest.size() < 4) return too_short;
    const unsigned family = load16(rest.data());
    const std::size_t size = rest[3] & 0x7F;
    if (size + 4 > rest.size()) return too_short;
    const std::size_t most = family == 1 ? 4 : 16;
    if ((family == 1 || family == 2) && (size > most || rest[2] > 8 * most)) return "a prefix is too long";
    if (size > 0 && rest[3 + size] == 0) return "an address ends in a zero octet";
    rest = rest.subspan(4 + size);
  }
  return nullptr;
}

// Protocol and a bit for each port.
Why take_services(Bytes& rest) {
  if (rest.size() > 1 + 8192 || (rest.size() > 1 && rest.back() == 0)) return "its services are broken";
  return take_all(rest, 1);
}

// RFC 8005 section 5: sizes, algorithm, tag, key, names of rendezvous servers.
Why take_host_identity(Bytes& rest) {
  if (rest.size() < 4) return too_short;
  const std::size_t tag = rest[0];
  const std::size_t key = load16(rest.data() + 2);
  if (tag == 0 || key == 0) return "the tag or the key is empty";
  Why why = take(rest, 4 + tag + key);
  while (why == nullptr && !rest.empty()) why = take_name(rest);
  return why;
}

Why take_gateway(Bytes& rest, unsigned kind) {
  switch (kind) {
    case 0: return nullptr;
    case 1: return take(rest, 4);
    case 2: return take(rest, 16);
    case 3: return take_name(rest);
    default: return "there is no such kind of gateway";
  }
}

// RFC 4025 section 2: algorithm 0 says that there is no key.
Why take_gateway_and_key(Bytes& rest) {
  if (rest.size() < 3) return too_short;
  const std::uint8_t kind = rest[1];
  const std::uint8_t algorithm = rest[2];
  rest = rest.subspan(3);
  if (const Why why = take_gateway(rest, kind)) return why;
  return algorithm != 0 && rest.empty() ? "the key is missing" : take_all(rest, 0);
}

// RFC 8777 section 4.2: the high bit of the kind is a flag, and kinds above 3 are left
// to who knows them.
Why take_relay(Bytes& rest) {
  if (rest.size() < 2) return too_short;
  const unsigned kind = rest[1] & 0x7F;
  rest = rest.subspan(2);
  return kind > 3 ? take_all(rest, 0) : take_gateway(rest, kind);
}

// A format, 0 or 1, and an address, which in format 1 is of decimal digits.
Why take_atm_address(Bytes& rest) {
  if (rest.size() < 2) return too_short;
  const auto is_digit = [](std::uint8_t c) { return c >= '0' && c <= '9'; };
  const bool is_well = rest[0] == 0 || (rest[0] == 1 && std::ranges::all_of(rest.subspan(1), is_digit));
  return is_well ? take_all(rest, 1) : "it is no ATM address";
}

// RFC 2874 section 3.1: bits of the prefix, the rest of the address, who knows the prefix.
Why take_old_address(Bytes& rest) {
  if (rest.empty()) return too_short;
  const unsigned bits = rest[0];
  if (bits > 128) return "a prefix is too long";
  if (const Why why = take(rest, 1 + (128 - bits + 7) / 8)) return why;
  return bits > 0 ? take_name(rest) : nullptr;
}

// Octets of a field that always has as many; 0 = it says itself.
std::size_t size_of(Field field) {
  switch (field) {
    case Field::number8:
    case Field::algorithm:
    case Field::usage:
    case Field::selector:
    case Field::matching:
    case Field::scheme: return 1;
    case Field::number16:
    case Field::type:
    case Field::certificate: return 2;
    case Field::address4:
    case Field::number32:
    case Field::period:
    case Field::time: return 4;
    case Field::eui48: return 6;
    case Field::eui64:
    case Field::node: return 8;
    case Field::address6: return 16;
    default: return 0;
  }
}

}  // namespace

const char* take_field(Field field, Bytes& rest) {
  if (const std::size_t size = size_of(field); size > 0) return take(rest, size);
  switch (field) {
    case Field::name: return take_name(rest);
    case Field::string:
    case Field::salt: return take_sized(rest, 0);
    case Field::string_or_none: return rest.empty() ? nullptr : take_sized(rest, 0);
    case Field::hash: return take_sized(rest, 1);
    case Field::tag: return take_tag(rest);
    case Field::strings: return take_strings(rest);
    case Field::long_string:
    case Field::base64_or_none:
    case Field::octets: return take_all(rest, 0);
    case Field::hex:
    case Field::nsap:
    case Field::base64: return take_all(rest, 1);
    case Field::types: return take_types(rest, false);
    case Field::types_or_none: return take_types(rest, true);
    case Field::location: return take_location(rest);
    case Field::prefixes: return take_prefixes(rest);
    case Field::services: return take_services(rest);
    case Field::parameters: return take_service_parameters(rest);
    case Field::host_identity: return take_host_identity(rest);
    case Field::gateway: return take_gateway_and_key(rest);
    case Field::relay: return take_relay(rest);
    case Field::atm_address: return take_atm_address(rest);
    case Field::old_types: return take_old_types(rest);
    case Field::old_address: return take_old_address(rest);
    default: return nullptr;
  }
}

}  // namespace rota::zonefile
