#include "report/explain/explain.h"

#include <catch2/catch.hpp>

#include "report/explain/explaining.h"

using namespace rota;
using namespace rota::test;
using dns::Type;
using report::Ending;
using report::Explaining;
using report::Explanation;

namespace {

const std::string pools =
    "[pool.web]\nnames = [\"www\", \"*.apps\"]\nmembers = [\"192.0.2.1\", \"192.0.2.2\"]\ncheck = "
    "\"shared\"\n"
    "[pool.cdn]\nnames = \"cdn\"\nmembers = [{ target = \"mail.example.\" }, { target = \"far.away.\" }]\n";
const std::string records =
    "mail 600 A 192.0.2.7\n"
    "mail 600 A 192.0.2.8\n"
    "alias CNAME www\n"
    "out CNAME www.elsewhere.\n"
    "loop CNAME pool\npool CNAME loop\n"
    "lost CNAME x.broken.\n"
    "old DNAME apps\n"
    "sub NS ns.sub\nsub DS 1 8 1 0123456789abcdef0123456789abcdef01234567\nns.sub A 192.0.2.9\n";

Message answer(const Explanation& told) { return read_message(told.answer).value(); }

}  // namespace

TEST_CASE("an explanation follows a question to its pool and reports it") {
  const Explaining world(pools, records);
  const Explanation told = world.ask("WWW.Example");
  CHECK(told.outcome == Ending::pool);
  CHECK(told.zone == "example");
  CHECK(told.steps == std::vector<std::string>{"zone example answers for www.example",
                                               "the name www.example exists", "pool web answers its A"});
  REQUIRE(told.pool);
  CHECK(told.pool->members.size() == 2);
  CHECK(told.pool_type == Type::a);
  CHECK(told.ttl == 30);
  CHECK(answer(told).sections[0].size() == 2);
  CHECK(told.config.get() == world.config.get());
}

TEST_CASE("an explanation follows wildcards, aliases and renamed names") {
  const Explaining world(pools, records);
  CHECK(world.ask("x.y.apps.example").steps[1] ==
        "there is no x.y.apps.example; the wildcard *.apps.example matches it");
  const Explanation alias = world.ask("alias.example");
  CHECK(alias.outcome == Ending::pool);
  CHECK(alias.steps[2] == "it is an alias (CNAME) of www.example");
  const Explanation renamed = world.ask("a.old.example");
  CHECK(renamed.outcome == Ending::pool);
  CHECK(renamed.steps[1] == "old.example has a DNAME, which renames what is below it: on to a.apps.example");
  CHECK(world.ask("out.example").outcome == Ending::alias);
  CHECK(world.ask("out.example").steps.back() ==
        "www.elsewhere is in no zone of this server: the client resolves the rest");
  CHECK(world.ask("loop.example").steps.back() ==
        "loop.example appeared before: the chain of aliases is a loop and ends here");
  CHECK(world.ask("lost.example").outcome == Ending::alias);
  CHECK(world.ask("alias.example", Type::cname).outcome == Ending::records);
  const Explanation cdn = world.ask("cdn.example");
  CHECK(cdn.outcome == Ending::pool);
  CHECK(cdn.pool_type == Type::cname);
}

TEST_CASE("every outcome is the one that the answer itself has") {
  Explaining world(pools, records);
  struct Case {
    std::string name;
    Type type;
    Ending outcome;
    std::optional<std::uint32_t> ttl;
    unsigned rcode;
    std::size_t answers;
  };
  const std::vector<Case> cases{{"mail.example", Type::a, Ending::records, 600, 0, 2},
                                {"mail.example", Type::mx, Ending::nodata, 60, 0, 0},
                                {"apps.example", Type::a, Ending::nodata, 60, 0, 0},
                                {"none.example", Type::a, Ending::nxdomain, 60, 3, 0},
                                {"a.sub.example", Type::a, Ending::referral, 300, 0, 0},
                                {"sub.example", Type::ns, Ending::referral, 300, 0, 0},
                                {"sub.example", Type::ds, Ending::records, 300, 0, 1},
                                {"a.old.example", Type::cname, Ending::records, 300, 0, 2},
                                {"elsewhere", Type::a, Ending::refused, {}, 5, 0},
                                {"x.broken", Type::a, Ending::servfail, {}, 2, 0},
                                {"www.example", Type::aaaa, Ending::nodata, 60, 0, 0},
                                {"www.example", Type::any, Ending::pool, 30, 0, 2}};
  for (const Case& each : cases) {
    INFO(each.name + " " + dns::text(each.type));
    const Explanation told = world.ask(each.name, each.type);
    CHECK(told.outcome == each.outcome);
    CHECK(told.ttl == each.ttl);
    CHECK(answer(told).rcode() == each.rcode);
    CHECK(answer(told).sections[0].size() == each.answers);
    if (!answer(told).sections[0].empty()) CHECK(answer(told).sections[0].back().ttl == each.ttl);
  }
}

TEST_CASE("a pool that may name nobody is explained as the empty answer or failure it gives") {
  for (const std::string rule : {"nodata", "servfail"}) {
    Explaining world(
        "[pool.web]\nnames = \"www\"\nmembers = [\"192.0.2.1\"]\ncheck = \"shared\"\nall_down = \"" + rule +
        "\"\n");
    world.find(0, is_down, "timeout");
    const Explanation told = world.ask("www.example");
    CHECK(report::text(told.outcome) == rule);
    REQUIRE(told.pool);
    CHECK(told.pool->all_down);
    CHECK(answer(told).rcode() == (rule == "servfail" ? 2U : 0U));
    if (rule == "nodata") CHECK(told.ttl == 5);
  }
}
