// What the wire form of service parameters must hold to (RFC 9460).
#include "zonefile/rdata/service_parameters.h"

#include <algorithm>
#include <map>

#include "zonefile/rdata/service_keys.h"

namespace rota::zonefile {

namespace {

using Values = std::map<std::uint16_t, Bytes>;

// Section 8: in ascending order, without the key itself, each of them given.
const char* check_mandatory(Bytes value, const Values& all) {
  if (value.empty() || value.size() % 2 != 0) return "'mandatory' is broken";
  int before = service_key::mandatory;
  for (std::size_t at = 0; at < value.size(); at += 2) {
    const std::uint16_t key = load16(value.data() + at);
    if (key == service_key::mandatory) return "'mandatory' lists itself";
    if (key <= before) return "'mandatory' lists a key twice or out of order";
    if (!all.contains(key)) return "'mandatory' lists a key that is missing";
    before = key;
  }
  return nullptr;
}

// Section 7.1: one name or more, none of them empty.
const char* check_protocols(Bytes value) {
  if (value.empty()) return "'alpn' is empty";
  while (!value.empty()) {
    const std::size_t size = value[0];
    if (size == 0) return "'alpn' lists an empty name";
    if (size + 1 > value.size()) return "'alpn' is broken";
    value = value.subspan(1 + size);
  }
  return nullptr;
}

// RFC 9461 section 5: a path with a template for the variable "dns".
bool is_template(Bytes value) {
  const std::string_view text(reinterpret_cast<const char*>(value.data()), value.size());
  return text.starts_with('/') && text.find("{?dns}") != std::string_view::npos;
}

const char* check_value(std::uint16_t key, Bytes value, const Values& all) {
  const auto is_list_of = [&](std::size_t size) { return !value.empty() && value.size() % size == 0; };
  switch (key) {
    case service_key::mandatory: return check_mandatory(value, all);
    case service_key::alpn: return check_protocols(value);
    case service_key::no_default_alpn:
      if (!value.empty()) return "'no-default-alpn' has a value";
      return all.contains(service_key::alpn) ? nullptr : "'no-default-alpn' needs 'alpn'";
    case service_key::port: return value.size() == 2 ? nullptr : "'port' is not one number of 16 bits";
    case service_key::ipv4hint: return is_list_of(4) ? nullptr : "'ipv4hint' is no list of IPv4 addresses";
    case service_key::ipv6hint: return is_list_of(16) ? nullptr : "'ipv6hint' is no list of IPv6 addresses";
    case service_key::ech: return value.empty() ? "'ech' is empty" : nullptr;
    case service_key::dohpath:
      return is_template(value) ? nullptr : "'dohpath' is no path with the variable {?dns}";
    default: return nullptr;
  }
}

}  // namespace

// Section 2.2: keys in ascending order, none twice.
const char* take_service_parameters(Bytes& rest) {
  Values all;
  ByteReader reader(rest);
  rest = {};
  while (reader.left() > 0) {
    const std::uint16_t key = reader.read16();
    const Bytes value = reader.read(reader.read16());
    if (reader.failed()) return "the service parameters are broken";
    if (all.contains(key)) return "a service parameter appears twice";
    if (!all.empty() && key < all.rbegin()->first) return "the service parameters are out of order";
    all[key] = value;
  }
  for (const auto& [key, value] : all)
    if (const char* const why = check_value(key, value, all)) return why;
  return nullptr;
}

}  // namespace rota::zonefile
