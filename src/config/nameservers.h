// Of a zone without a file: SOA, NS and addresses made from `nameservers`.
#pragma once

#include <vector>

#include "base/address.h"
#include "base/settings.h"
#include "dns/name.h"
#include "zonefile/builder.h"

namespace rota::config {

struct Nameserver {
  dns::Name name;  // in the zone
  std::vector<Address> addresses;
  Position at;
};

inline constexpr Row nameservers_row{
    .key = "nameservers",
    .type = ValueType::address,
    .many = Many::lists,
    .need = Need::sample,
    .example = R"({ ns1 = "192.0.2.53", ns2 = ["192.0.2.54", "2001:db8::54"] })",
    .meaning =
        "For a zone without `file`: names and addresses from which SOA, NS and their addresses are "
        "made."};

// Reads `nameservers = { ns1 = "192.0.2.53", ns2 = ["192.0.2.54", "2001:db8::54"] }`.
std::vector<Nameserver> read_nameservers(Settings& zone, const dns::Name& apex);

constexpr std::uint32_t made_ttl = 3600;  // of records that say none, in seconds

// SOA, NS and the servers' addresses; nothing without servers.
void add_nameservers(const dns::Name& apex, const std::vector<Nameserver>& nameservers,
                     zonefile::ZoneBuilder& builder);

}  // namespace rota::config
