// Requests, whole and hostile: each is dropped, refused with the right rcode, or
// understood. P-numbers are the rules of the protocol's behaviour.
#include "dns/query.h"

#include <catch2/catch.hpp>

#include "base/dice.h"
#include "support/packet.h"

using namespace rota;
using namespace rota::dns;
using test::Octets;
using test::Packet;

namespace {

struct Outcome {
  Parsed parsed;
  Rcode rcode;
  bool operator==(const Outcome&) const = default;
};
constexpr Outcome understood{Parsed::ok, Rcode::noerror};
constexpr Outcome dropped{Parsed::drop, Rcode::noerror};
constexpr Outcome refused(Rcode rcode) { return {Parsed::refuse, rcode}; }
constexpr Outcome formerr = refused(Rcode::formerr);

Query query;  // of the last parse

// Parsed from memory of exactly its size, so that a sanitizer sees each octet read too far.
Outcome parse(const Octets& request) {
  const Octets exact(request.begin(), request.end());
  query = {};
  const ParseResult result = parse_query(exact, query);
  return {result.parsed, result.rcode};
}

const Octets cookie{0, 10, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8};

Packet asks(std::size_t type = 1, std::size_t in_class = 1) {
  return Packet().question("www.Example", type, in_class);
}

}  // namespace

TEST_CASE("a plain query is understood") {
  const Octets request = Packet(0xBEEF, 0x0110).question("wWw.Example", 28);
  REQUIRE(parse_query(request, query).parsed == Parsed::ok);
  CHECK(query.id == 0xBEEF);
  CHECK(query.opcode == Opcode::query);
  CHECK(query.recursion_desired);
  CHECK(query.checking_disabled);
  CHECK(query.type == Type::aaaa);
  CHECK_FALSE(query.edns.present);
  CHECK(std::ranges::equal(query.name(), test::wire("www.example")));
  CHECK(query.question.data() == request.data() + header_size);
  CHECK(query.question.size() == request.size() - header_size);
}

TEST_CASE("a query with EDNS is understood") {
  REQUIRE(parse(asks().opt({.size = 4096, .flags = 0x8000, .options = {0, 3, 0, 0}})) == understood);
  CHECK(query.edns.present);
  CHECK(query.edns.size == 4096);
  CHECK(query.edns.dnssec_ok);
}

TEST_CASE("P-01 C-39 an answer is never answered, whatever else it is") {
  for (unsigned opcode = 0; opcode < 16; ++opcode)
    CHECK(parse(Packet(1, static_cast<std::uint16_t>(0x8000 | opcode << 11)).question("a", 1)) == dropped);
  CHECK(parse(Packet(1, 0xFFFF)) == dropped);
}

TEST_CASE("P-02 less than a header is dropped, every other truncation is FORMERR") {
  const Octets whole = asks().opt({.options = {0, 3, 0, 2, 'i', 'd'}});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CAPTURE(size);
    CHECK(parse({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)}) ==
          (size < 12 ? dropped : formerr));
    if (size >= 12) CHECK(query.id == 0x1234);
    if (size < 12 + 17) CHECK(query.question.empty());
  }
  CHECK(parse(whole) == understood);
}

TEST_CASE("P-03 a query has exactly one question") {
  CHECK(parse(Packet()) == formerr);
  CHECK(parse(Packet().opt()) == formerr);
  CHECK(parse(Packet().opt({.options = cookie})) == Outcome{Parsed::cookie, Rcode::noerror});
  CHECK(parse(Packet().opt({.version = 1, .options = cookie})) == refused(Rcode::badvers));
  CHECK(parse(Packet().opt({.options = cookie}).junk({0})) == formerr);
  CHECK(parse(Packet().record(1, test::wire("x"), 1, {1, 2, 3, 4}).opt({.options = cookie})) == formerr);
  CHECK(parse(asks().question("b", 1)) == formerr);
  CHECK(parse(asks().add(0, 65534)) == formerr);
}

TEST_CASE("P-04 C-03 C-16 C-42 no record stands before the additional section, no octet behind it") {
  const Octets a{192, 0, 2, 1};
  CHECK(parse(asks().record(1, test::wire("x"), 1, a)) == formerr);
  CHECK(parse(asks().record(2, test::wire("x"), 1, a)) == formerr);
  CHECK(parse(asks().add(1, 1)) == formerr);
  CHECK(parse(asks().add(3, 1)) == formerr);
  CHECK(parse(asks().junk({0})) == formerr);
  CHECK(parse(asks().opt().junk({0})) == formerr);
}

TEST_CASE("additional records other than OPT are passed over") {
  const Octets a{192, 0, 2, 1}, pointer{0xC0, 12}, below{1, 'x', 0xC0, 12};
  for (const Octets& owner : {test::wire("x"), Octets{0}, pointer, below}) {
    CHECK(parse(asks().record(3, owner, 1, a)) == understood);
    CHECK_FALSE(query.edns.present);
    CHECK(parse(asks().record(3, owner, 1, a).opt({.options = cookie}).record(3, owner, 65280, {})) ==
          understood);
    CHECK(query.edns.present);
    CHECK(query.options.cookie.size() == 8);
  }
  CHECK(parse(asks().opt().opt()) == formerr);
  for (const Octets& broken : {Octets{64, 1}, Octets{1}, Octets{0xC0}, Octets{2, 'x', 0}})
    CHECK(parse(asks().add(3, 1).junk(broken)) == formerr);
  CHECK(parse(asks().add(3, 1).junk({0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 1})) == formerr);  // no rdata
}

TEST_CASE("C-09 every TSIG is of an unknown key, and is the last record") {
  const Octets tsig = test::tsig("hmac-sha256");
  CHECK(parse(asks().record_of(3, test::wire("key"), 250, 255, tsig)) == refused(Rcode::notauth));
  CHECK(parse(asks().opt().record_of(3, test::wire("key"), 250, 255, tsig)) == refused(Rcode::notauth));
  CHECK(parse(asks(252).record_of(3, test::wire("key"), 250, 255, tsig)) == refused(Rcode::notauth));
  CHECK(parse(asks().record_of(3, test::wire("key"), 250, 255, tsig).opt()) == formerr);
  CHECK(parse(asks().record_of(3, test::wire("key"), 250, 1, tsig)) == formerr);
  for (std::size_t size = 0; size < tsig.size(); ++size)
    CHECK(parse(asks().record_of(3, test::wire("key"), 250, 255,
                                 {tsig.begin(), tsig.begin() + static_cast<long>(size)})) == formerr);
  CHECK(parse(asks().opt({.version = 1}).record_of(3, test::wire("key"), 250, 255, tsig)) ==
        refused(Rcode::badvers));
}

TEST_CASE("P-07 every opcode but QUERY is NOTIMP, with the OPT it came with") {
  for (unsigned opcode = 1; opcode < 16; ++opcode) {
    const auto flags = static_cast<std::uint16_t>(opcode << 11);
    CHECK(parse(Packet(1, flags).question("a", 6).opt()) == refused(Rcode::notimp));
    CHECK(query.edns.present);
    CHECK(query.opcode == static_cast<Opcode>(opcode));
    CHECK(parse(Packet(1, flags)) == refused(Rcode::notimp));
    CHECK(parse(Packet(1, flags).question("a", 6).record(1, test::wire("a"), 6, {})) ==
          refused(Rcode::notimp));
    CHECK(parse(Packet(1, flags).add(0, 1).junk({0xC0, 12, 0})) == refused(Rcode::notimp));
    CHECK(parse(Packet(1, flags).question("a", 6).opt({.length = 9})) == refused(Rcode::notimp));
    CHECK_FALSE(query.edns.present);
  }
}

TEST_CASE("P-07 only the classes IN and CH are known, and unknown types are ordinary") {
  CHECK(parse(asks(16, 3)) == understood);
  for (const std::size_t in_class : {0U, 2U, 4U, 254U, 255U, 65535U})
    CHECK(parse(asks(1, in_class)) == refused(Rcode::refused));
  for (const std::size_t type : {1U, 9U, 99U, 127U, 129U, 248U, 255U, 256U, 32768U, 65534U, 65535U})
    CHECK(parse(asks(type)) == understood);
}

TEST_CASE("P-09 types that are no data each have their refusal") {
  for (const std::size_t type : {0U, 41U, 250U, 128U}) CHECK(parse(asks(type)) == formerr);
  for (const std::size_t type : {253U, 254U}) CHECK(parse(asks(type)) == refused(Rcode::notimp));
  for (const std::size_t type : {249U, 251U, 252U}) CHECK(parse(asks(type)) == refused(Rcode::refused));
}

TEST_CASE("P-09 IXFR is refused with the SOA it carries, and keeps its OPT") {
  CHECK(parse(asks(251).opt()) == refused(Rcode::refused));
  CHECK(query.edns.present);
  for (const Octets& owner : {Octets{0xC0, 12}, test::wire("www.example"), Octets{0}}) {
    CHECK(parse(asks(251).record(2, owner, 6, Octets(22))) == refused(Rcode::refused));
    CHECK(parse(asks(251).record(2, owner, 6, Octets(22)).opt()) == refused(Rcode::refused));
    CHECK(query.edns.present);
  }
  const Octets whole = asks(251).record(2, {0xC0, 12}, 6, Octets(22)).opt();
  for (std::size_t size = 12; size < whole.size(); ++size)
    CHECK(parse({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)}) == formerr);
}

TEST_CASE("P-10 header flags that mean nothing change nothing") {
  for (const unsigned flag : {0x0010U, 0x0020U, 0x0040U, 0x0080U, 0x0100U, 0x0200U, 0x0400U, 0x000FU})
    CHECK(parse(Packet(1, static_cast<std::uint16_t>(flag)).question("a", 1)) == understood);
}

TEST_CASE("P-11 C-29 C-30 a question's name is whole, uncompressed and within its limits") {
  CHECK(parse(Packet().question(test::long_name(255), 1)) == understood);
  CHECK(query.name_size == 255);
  CHECK(parse(Packet().question(test::long_name(255, 1), 1)) == understood);  // 127 labels
  CHECK(parse(Packet().question(Octets{0}, 1)) == understood);
  CHECK(parse(Packet().question(test::long_name(256), 1)) == formerr);
  CHECK(parse(Packet().question(test::long_name(257, 1), 1)) == formerr);
  CHECK(parse(Packet().question(test::long_name(70, 64), 1)) == formerr);  // 64 is no label's length
  for (const unsigned head : {0x40U, 0x80U, 0xC0U, 0xFFU})                 // reserved kinds, pointers
    for (const unsigned next : {0U, 12U, 13U, 0xFFU})
      CHECK(parse(Packet().question(
                Octets{1, 'a', static_cast<std::uint8_t>(head), static_cast<std::uint8_t>(next)}, 1)) ==
            formerr);
}

TEST_CASE("P-39 the OPT is remembered for refusals that come after it") {
  CHECK(parse(asks().opt().junk({1})) == formerr);
  CHECK(query.edns.present);
  CHECK(parse(asks(41).opt()) == formerr);
  CHECK(query.edns.present);
  CHECK(parse(asks(1, 2).opt()) == refused(Rcode::refused));
  CHECK(query.edns.present);
}

TEST_CASE("P-40 an unknown version is BADVERS, whatever its record says") {
  for (const unsigned version : {1U, 100U, 255U}) {
    const auto of = static_cast<std::uint8_t>(version);
    CHECK(parse(asks().opt({.version = of})) == refused(Rcode::badvers));
    CHECK(parse(asks().opt({.version = of, .flags = 0xFFFF, .options = {0, 3, 0, 0}})) ==
          refused(Rcode::badvers));
    CHECK(parse(asks().opt({.version = of, .options = {1, 2, 3}})) == refused(Rcode::badvers));
    CHECK(parse(asks(1, 3).opt({.version = of})) == refused(Rcode::badvers));
    CHECK(query.edns.present);
  }
}

TEST_CASE("P-41 C-42 one OPT, owned by the root, in the additional section, whole") {
  CHECK(parse(asks().opt().opt()) == formerr);
  CHECK(parse(asks().opt({.owner = test::wire("x")})) == formerr);
  CHECK(parse(asks().opt({.owner = {0xC0, 12}})) == formerr);
  CHECK(parse(asks().opt({}, 1)) == formerr);
  CHECK(parse(asks().opt({}, 2)) == formerr);
  CHECK(parse(asks().opt({.options = {0, 3, 0, 9, 1}})) == formerr);
  CHECK(parse(asks().opt({.length = 65535})) == formerr);
}

TEST_CASE("random octets are never understood as more than they are") {
  Dice dice(7);
  for (int round = 0; round < 20000; ++round) {
    Octets request = asks().opt();
    for (std::uint64_t changes = dice.roll() % 4 + 1; changes > 0; --changes)
      request[dice.roll() % request.size()] = static_cast<std::uint8_t>(dice.roll());
    request.resize(dice.roll() % 8 == 0 ? dice.roll() % 48 : request.size());
    const Outcome outcome = parse(request);
    if (request.size() < 12 || (request[2] & 0x80) != 0) CHECK(outcome == dropped);
    if (outcome != understood) continue;
    REQUIRE(query.question.size() == query.name_size + 4);
    REQUIRE(name_size(query.name()) == query.name_size);
  }
}
