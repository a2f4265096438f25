// Replies, read back by a parser that shares no code with the writer.
#include "dns/reply.h"

#include <catch2/catch.hpp>

#include "dns/asked.h"
#include "support/message.h"
#include "support/rdata.h"

using namespace rota;
using namespace rota::dns;
using test::addresses;
using test::Asked;
using test::asks;
using test::asks_with_opt;
using test::Lines;
using test::Octets;
using test::Packet;
using test::ReadySet;

namespace {

const ReadySet zone_soa(Type::soa, 3600, {test::soa("ns1.example", "Host.Master.example", 60)});

}  // namespace

TEST_CASE("P-05 a reply echoes id, opcode, RD and CD, and claims nothing else") {
  Asked asked(Packet(0xABCD, 0x0130).question("www.example", 1));
  Reply reply(asked.query, asked.out, 512);
  reply.set_authoritative(true);
  const auto message = asked.read(reply.finish(), 512);
  CHECK(message.id == 0xABCD);
  CHECK(message.flags == 0x8000 + 0x0400 + 0x0110);
}

TEST_CASE("P-06 the question is echoed byte for byte and owns the answers") {
  Asked asked(asks("wWw.eXaMpLe"));
  Reply reply(asked.query, asked.out, 512);
  REQUIRE(reply.add(Section::answer, question_pointer, addresses(2).set()));
  const auto message = asked.read(reply.finish(), 512);
  CHECK(message.question == Octets(asked.request.begin() + 12, asked.request.end()));
  CHECK(message.answer() == Lines{"wWw.eXaMpLe. 300 A 192.0.0.0", "wWw.eXaMpLe. 300 A 192.0.0.1"});
}

TEST_CASE("P-21 a set keeps its order") {
  Asked asked(asks("www.example", 16));
  Reply reply(asked.query, asked.out, 512);
  const ReadySet texts(Type::txt, 5, {test::text("a"), test::text("bb")});
  REQUIRE(reply.add(Section::answer, question_pointer, texts.set()));
  CHECK(asked.read(reply.finish()).answer() == Lines{"www.example. 5 TXT 0161", "www.example. 5 TXT 026262"});
}

TEST_CASE("compact and ready sets make the same reply, with names inside or not") {
  struct Given {
    Type type;
    std::vector<Octets> rdatas;
    Octets compact;
    std::uint16_t size;
  };
  Octets servers = test::wire("a.example");
  test::put(servers, test::wire("b.example"));
  const Given given[] = {
      {Type::a, {{192, 0, 2, 1}, {192, 0, 2, 2}}, {192, 0, 2, 1, 192, 0, 2, 2}, 4},
      {Type::txt, {test::text("a"), test::text("bb")}, {0, 2, 1, 'a', 0, 3, 2, 'b', 'b'}, 0},
      {Type::txt, {test::text("a"), test::text("b")}, {1, 'a', 1, 'b'}, 2},
      {Type::ns, {test::wire("a.example"), test::wire("b.example")}, servers, 11},
  };
  for (const auto& [type, rdatas, compact, size] : given) {
    const auto replied = [&, of = type](const RecordSet& set) {
      Asked asked(asks("www.example", static_cast<std::size_t>(of)));
      Reply reply(asked.query, asked.out, 512);
      REQUIRE(reply.add(Section::answer, question_pointer, set));
      return asked.read(reply.finish()).answer();
    };
    CHECK(replied(compact_set(type, 60, 2, size, compact.data())) ==
          replied(ReadySet(type, 60, rdatas).set()));
  }
}

TEST_CASE("P-12 names inside SOA and MX are compressed, and their case is the zone's") {
  Asked asked(asks("www.EXAMPLE", 15));
  Reply reply(asked.query, asked.out, 512);
  const ReadySet mail(
      Type::mx, 60,
      {test::mx(10, "Mail.Example"), test::mx(20, "mail.Example"), test::mx(30, "Mail.Example")});
  REQUIRE(reply.add(Section::answer, question_pointer, mail.set()));
  REQUIRE(reply.add(Section::authority, Octets(test::wire("example")), zone_soa.set()));
  const std::size_t size = reply.finish();
  const auto message = asked.read(size, 512);
  CHECK(message.answer() == Lines{"www.EXAMPLE. 60 MX 10 Mail.Example.",
                                  "www.EXAMPLE. 60 MX 20 mail.Example.",
                                  "www.EXAMPLE. 60 MX 30 Mail.Example."});
  CHECK(message.authority() ==
        Lines{"EXAMPLE. 3600 SOA ns1.example. Host.Master.example. 1 7200 900 86400 60"});
  // Question 17; MX heads 12 each with 2 of preference; "Mail.Example" 14, "mail" + pointer 7, pointer 2;
  // SOA head 12, "ns1.example" 13, "Host.Master" + pointer 14, numbers 20.
  CHECK(size == 12 + 17 + 3 * 14 + 14 + 7 + 2 + 12 + 13 + 14 + 20);
}

TEST_CASE("P-12 names inside rdata of later types are left as they are") {
  Asked asked(asks("www.example", 33));
  Reply reply(asked.query, asked.out, 512);
  REQUIRE(reply.add(Section::answer, question_pointer,
                    ReadySet(Type::srv, 60, {test::srv(443, "www.example")}).set()));
  CHECK(asked.read(reply.finish()).answer() == Lines{"www.example. 60 SRV 0 5 443 www.example."});
}

TEST_CASE("an owner that stands nowhere is written once, and the next ones point at it") {
  Asked asked(asks("www.example", 15));
  Reply reply(asked.query, asked.out, 512);
  const Octets other = test::wire("mail.other.example");
  REQUIRE(reply.add(Section::additional, NameView(other), addresses(2).set()));
  const std::size_t before = reply.finish();
  REQUIRE(reply.add(Section::additional, NameView(test::wire("MAIL.other.example")), addresses(1).set()));
  const std::size_t size = reply.finish();
  CHECK(size == before + 16);
  CHECK(asked.read(size).additional() == Lines{"mail.other.example. 300 A 192.0.0.0",
                                               "mail.other.example. 300 A 192.0.0.1",
                                               "mail.other.example. 300 A 192.0.0.0"});
}

TEST_CASE("a chain of CNAMEs hangs together by pointers") {
  Asked asked(asks("WWW.example"));
  Reply reply(asked.query, asked.out, 512);
  REQUIRE(reply.add(Section::answer, question_pointer,
                    ReadySet(Type::cname, 60, {test::wire("b.example")}).set()));
  REQUIRE(reply.add(Section::answer, reply.last_target(),
                    ReadySet(Type::cname, 60, {test::wire("C.other")}).set()));
  REQUIRE(reply.add_cname(reply.last_target(), test::wire("d.C.other"), 7));
  REQUIRE(reply.add(Section::answer, reply.last_target(), addresses(1).set()));
  CHECK(asked.read(reply.finish()).answer() ==
        Lines{"WWW.example. 60 CNAME b.example.", "b.example. 60 CNAME C.other.",
              "C.other. 7 CNAME d.C.other.", "d.C.other. 300 A 192.0.0.0"});
}

TEST_CASE("the root may be asked for, own records and be pointed at") {
  Asked asked(asks(".", 2));
  Reply reply(asked.query, asked.out, 512);
  REQUIRE(reply.add(Section::answer, question_pointer,
                    ReadySet(Type::ns, 60, {test::wire("."), test::wire("ns")}).set()));
  REQUIRE(reply.add(Section::authority, NameView(Octets{0}), zone_soa.set()));
  REQUIRE(reply.add(Section::additional, NameView(Octets{0}), addresses(2).set()));
  const auto message = asked.read(reply.finish());
  CHECK(message.answer() == Lines{". 60 NS .", ". 60 NS ns."});
  CHECK(message.additional() == Lines{". 300 A 192.0.0.0", ". 300 A 192.0.0.1"});
}

TEST_CASE("more names than are remembered, and names far behind, stay right") {
  Asked asked(asks("example", 2));
  Reply reply(asked.query, asked.out, 65535);
  ReadySet servers(Type::ns, 60, {});
  for (int i = 0; i < 2000; ++i)
    servers.add(60, test::wire("ns" + std::to_string(i) + ".of.host" + std::to_string(i % 7) + ".example"));
  REQUIRE(reply.add(Section::answer, question_pointer, servers.set()));
  const auto message = asked.read(reply.finish());
  REQUIRE(message.answer().size() == 2000);
  CHECK(message.answer()[1999] == "example. 60 NS ns1999.of.host4.example.");
}

TEST_CASE("P-39 BADVERS needs an OPT: the upper bits of the rcode stand there") {
  Asked asked(Packet().question("a", 1).opt({.version = 1}));
  Reply reply(asked.query, asked.out, 512);
  const auto message = asked.read(reply.finish_with(Rcode::badvers), 512);
  CHECK(message.rcode() == 16);
  CHECK((message.flags & 15) == 0);
  REQUIRE(message.opt);
  CHECK(message.opt->in_class == 1232);
}

TEST_CASE("a refusal drops what was written, and the claim to be authoritative") {
  Asked asked(asks_with_opt("www.example"));
  Reply reply(asked.query, asked.out, 512);
  reply.set_authoritative(true);
  REQUIRE(reply.add(Section::answer, question_pointer, addresses(3).set()));
  const auto message = asked.read(reply.finish_with(Rcode::servfail), 512);
  CHECK(message.rcode() == 2);
  CHECK_FALSE(message.authoritative());
  CHECK(message.answer().empty());
  CHECK(message.opt);
}

TEST_CASE("a request whose question cannot be read is answered without one") {
  Asked asked(Packet(0x7777).add(0, 1).junk({0xC0, 0x0C, 0, 1, 0, 1}));
  Reply reply(asked.query, asked.out, 512);
  const auto message = asked.read(reply.finish_with(Rcode::formerr), 512);
  CHECK(message.id == 0x7777);
  CHECK(message.question.empty());
  CHECK(message.rcode() == 1);
}
