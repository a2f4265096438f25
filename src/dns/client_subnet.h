// EDNS client subnet (RFC 7871): for whom a resolver asks. As the option stands in a
// request (section 6):
//
//   0   FAMILY   1 = IPv4, 2 = IPv6
//   2   SOURCE   how many bits of the address are told
//   3   SCOPE    0; in a reply, for how many bits of the address its answer holds
//   4   ADDRESS  as many octets as SOURCE needs; the bits beyond are 0
//
// A reply repeats it but for the scope (OptionList::set_scope). Whom to believe, and
// which answers depend on it, is decided elsewhere.
#pragma once

#include <cstddef>
#include <optional>

#include "base/bytes.h"
#include "base/prefix.h"

namespace rota::dns {

constexpr std::size_t client_subnet_head = 4;
constexpr std::size_t most_client_subnet = client_subnet_head + 16;  // octets

// The network that `option`, without its code and length, tells; one of 0 bits means that
// the client's address is not to be used (section 7.1.2). Nothing when it is malformed,
// of a family we do not know or with a scope: such a request is FORMERR.
std::optional<Prefix> read_client_subnet(Bytes option);

}  // namespace rota::dns
