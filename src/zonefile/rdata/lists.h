// Fields of rdata that are lists of tokens: text -> wire form.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dns/name.h"
#include "zonefile/rdata/tokens.h"

namespace rota::zonefile {

// Each appends its wire form; why the tokens are wrong, or "".

std::string append_types(Tokens tokens, Octets& out);     // the windows of NSEC
std::string append_prefixes(Tokens tokens, Octets& out);  // of APL
std::string append_services(Tokens tokens, Octets& out);  // of WKS: protocol and ports
std::string append_host_identity(Tokens tokens, dns::NameView origin, Octets& out);  // of HIP
// Precedence, kind, algorithm, gateway and key of IPSECKEY.
std::string append_gateway(Tokens tokens, dns::NameView origin, Octets& out);
// Precedence, D, kind and relay of AMTRELAY.
std::string append_relay(Tokens tokens, dns::NameView origin, Octets& out);

}  // namespace rota::zonefile
