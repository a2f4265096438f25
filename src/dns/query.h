// One request -> a Query, or the reason it is refused. Refusals come first, in
// one order, each with its RFC; nothing is looked up for a request that fails one.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "base/bytes.h"
#include "dns/edns.h"
#include "dns/name.h"
#include "dns/types.h"

namespace rota::dns {

constexpr std::size_t header_size = 12;

struct Query {
  std::uint16_t id = 0;
  Opcode opcode{};
  bool recursion_desired = false;
  bool checking_disabled = false;
  Edns edns;
  AskedOptions options;
  std::uint16_t tsig = 0;  // where its TSIG stands (dns/tsig.h); 0 = none
  Bytes question;          // as received: name, type, class; a view into the request; empty if unreadable
  Type type{};
  Class in_class{};
  std::size_t name_size = 0;
  std::array<std::uint8_t, max_name> lowered;  // the name, lower-cased; name_size octets of it

  NameView name() const { return {lowered.data(), name_size}; }
};

// `cookie`: it asks for nothing but a cookie (RFC 7873 section 5.4).
enum class Parsed : std::uint8_t { ok, cookie, drop, refuse };

struct ParseResult {
  Parsed parsed = Parsed::ok;
  Rcode rcode = Rcode::noerror;  // of the reply, when refused
};

// Makes it ask for this, without EDNS; the question is written to `room`, which must outlive it.
void ask(Query& out, std::span<std::uint8_t, max_name + 4> room, NameView name, Type type);

// Fills `out` as far as the request could be read. Allocates nothing. The class of what
// is ok is IN or CH.
ParseResult parse_query(Bytes request, Query& out);

}  // namespace rota::dns
