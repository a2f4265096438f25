// What the tests of replies share: a request that is parsed, with room to answer
// it, and a set of any size.
#pragma once

#include <catch2/catch.hpp>
#include <utility>

#include "dns/query.h"
#include "support/message.h"
#include "support/rdata.h"

namespace rota::test {

// A request, its Query, and room for the reply.
struct Asked {
  explicit Asked(Octets packet) : request(std::move(packet)) { dns::parse_query(request, query); }

  // Reads back what was written; the reply has to be whole and within the limit.
  Message read(std::size_t size, std::size_t limit = 65535) {
    REQUIRE(size <= limit);
    const auto message = read_message(std::span(out).first(size));
    REQUIRE(message);
    return *message;
  }

  Octets request;
  dns::Query query;
  Octets out = Octets(65535);
};

inline Octets asks(std::string_view name, std::size_t type = 1) {
  return Packet(0x1234, 0x0110).question(name, type);
}
inline Octets asks_with_opt(std::string_view name, std::size_t type = 1) {
  return Packet().question(name, type).opt({.flags = 0x8000});
}

inline ReadySet addresses(std::size_t count) {
  ReadySet out(dns::Type::a, 300, {});
  for (std::size_t i = 0; i < count; ++i)
    out.add(300, {192, 0, static_cast<std::uint8_t>(i >> 8), static_cast<std::uint8_t>(i)});
  return out;
}

}  // namespace rota::test
