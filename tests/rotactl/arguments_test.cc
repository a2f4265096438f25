#include "rotactl/arguments.h"

#include <algorithm>
#include <catch2/catch.hpp>

using rota::rotactl::parse_arguments;

namespace {

rota::Result<rota::rotactl::Invocation> parse(const std::vector<std::string>& words) {
  return parse_arguments(words);
}

}  // namespace

TEST_CASE("a verb of two words takes its words and options in any order") {
  const auto asked =
      parse({"member", "--for=2h", "drain", "--reason", "CHG-42", "web/lb1", "--wait", "-s", "/x"});
  REQUIRE(asked.has_value());
  CHECK(asked->verb->name == "member drain");
  CHECK(asked->words == std::vector<std::string>{"web/lb1"});
  CHECK(asked->value("--for") == "2h");
  CHECK(asked->value("--reason") == "CHG-42");
  CHECK(asked->value("--socket") == "/x");
  CHECK(asked->has("--wait"));
}

TEST_CASE("after -- nothing is an option") {
  const auto asked = parse({"explain", "--", "-odd.example"});
  REQUIRE(asked.has_value());
  CHECK(asked->words == std::vector<std::string>{"-odd.example"});
}

TEST_CASE("wrong usage is told with what was probably meant") {
  const auto error = [](const std::vector<std::string>& words) { return parse(words).error().text; };
  CHECK(error({}) == "no verb");
  CHECK(error({"statsu"}) == "unknown verb 'statsu'; did you mean \"status\"?");
  CHECK(error({"member", "drian", "web/lb1"}) == "unknown verb 'member drian'; did you mean \"drain\"?");
  CHECK(error({"show", "web/lb1"}) == "unknown verb 'show'; did you mean \"pool show\"?");
  CHECK(error({"zone"}) == "'zone' needs one of: list");
  CHECK(error({"zone", "obliterate"}) == "unknown verb 'zone obliterate': it is one of list");
  CHECK(error({"status", "--jsno"}) == "unknown option '--jsno'; did you mean \"--json\"?");
  CHECK(error({"pool", "list", "--wait"}) == "'--wait' does not go with 'pool list'");
  CHECK(error({"pool", "show"}) == "'pool show' needs POOL");
  CHECK(error({"status", "now"}) == "'now' is too much for 'status'");
  CHECK(error({"pool", "list", "--zone"}) == "'--zone' needs a ZONE");
  CHECK(error({"status", "--json=yes"}) == "'--json' takes no value");
  CHECK(error({"member", "drain", "web/lb1", "--for", "soon"}) ==
        "'--for' must be a duration such as 90s, 15m, 2h or 7d, not 'soon'");
  CHECK(error({"member", "drain", "web/lb1", "--timeout", "5s"}) == "'--timeout' is for '--wait'");
  CHECK(error({"status", "-o", "yml"}) ==
        R"("--output" must be one of "json", "yaml", "wide", "name", not "yml"; did you mean "yaml"?)");
  CHECK(error({"status", "-o", "name"}) == "'--output name' is for lists, not for 'status'");
}

TEST_CASE("what changes members may be said without the word member") {
  const auto asked = parse({"drain", "--tag", "rack7"});
  REQUIRE(asked.has_value());
  CHECK(asked->verb->name == "member drain");
  CHECK(asked->words.empty());
  CHECK_FALSE(parse({"list"}).has_value());
}

TEST_CASE("help is given whatever else is wrong") {
  const auto asked = parse({"member", "drain", "--help"});
  REQUIRE(asked.has_value());
  CHECK(asked->has("--help"));
  CHECK(asked->verb->name == "member drain");
}

TEST_CASE("the options of every row of the verb table exist") {
  for (const auto& verb : rota::rotactl::all_verbs()) {
    std::size_t found = 0;
    for (const auto& option : rota::rotactl::all_options())
      found += !option.everywhere && takes(verb, option);
    const auto named = verb.options.empty() ? 0 : std::ranges::count(verb.options, ' ') + 1;
    CHECK(found == static_cast<std::size_t>(named));
    CHECK((verb.hidden || !verb.examples.empty()));
  }
}
