// Replies at the limit of their size.
#include <array>
#include <catch2/catch.hpp>

#include "dns/asked.h"
#include "dns/reply.h"
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
using test::ReadySet;

TEST_CASE("P-13 at every limit a reply stays within it, is whole, and keeps its OPT") {
  for (const bool edns : {false, true})
    for (std::size_t limit = 512; limit <= 1232; ++limit) {
      Asked asked(edns ? asks_with_opt("www.example", 15) : asks("www.example", 15));
      asked.out.assign(limit, 0xEE);  // not an octet more: a sanitizer watches
      Reply reply(asked.query, asked.out, limit);
      std::array<std::size_t, 3> added{};
      for (std::size_t i = 0; i < 24; ++i) {
        const Octets owner = test::wire("h" + std::to_string(i) + ".sub.example");
        added[0] +=
            reply.add(Section::answer, question_pointer,
                      ReadySet(Type::mx, 9, {test::mx(i, "h" + std::to_string(i) + ".sub.example")}).set());
        added[1] += reply.add(Section::authority, NameView(owner),
                              ReadySet(Type::ns, 9, {test::wire("n.h" + std::to_string(i) + ".net")}).set());
        added[2] +=
            2 * static_cast<std::size_t>(reply.add(Section::additional, NameView(owner), addresses(2).set()));
      }
      const auto message = asked.read(reply.finish(), limit);
      REQUIRE(message.opt.has_value() == edns);
      for (std::size_t section = 0; section < 3; ++section)
        REQUIRE(message.sections[section].size() == added[section]);
      REQUIRE(added[0] < 24);  // something had to go: the limit was felt
      const auto cut = asked.read(reply.finish_truncated(), limit);
      REQUIRE(cut.truncated());
      REQUIRE(cut.opt.has_value() == edns);
      REQUIRE(cut.answer().empty());
      REQUIRE(cut.question == message.question);
    }
}

TEST_CASE("a set that fits to the last octet is kept, one octet less and it is gone") {
  const std::size_t whole = 12 + 17 + 40 * 16;
  for (const std::size_t limit : {whole - 1, whole}) {
    Asked asked(asks("www.example"));
    Reply reply(asked.query, asked.out, limit);
    CHECK(reply.add(Section::answer, question_pointer, addresses(40).set()) == (limit == whole));
    CHECK(asked.read(reply.finish(), limit).answer().size() == (limit == whole ? 40U : 0U));
  }
}

TEST_CASE("names of a set that was rolled back are pointed at by nobody") {
  Asked asked(asks("www.example"));
  Reply reply(asked.query, asked.out, 512);
  ReadySet big(Type::ns, 60, {test::wire("a.b.c.other")});
  for (int i = 0; i < 40; ++i) big.add(60, test::wire("name" + std::to_string(i) + ".a.b.c.other"));
  REQUIRE_FALSE(reply.add(Section::authority, NameView(test::wire("q.r.s")), big.set()));
  REQUIRE(reply.add(Section::authority, NameView(test::wire("x.r.s")),
                    ReadySet(Type::ns, 60, {test::wire("y.b.c.other")}).set()));
  CHECK(asked.read(reply.finish(), 512).authority() == Lines{"x.r.s. 60 NS y.b.c.other."});
}
