#include "base/choices.h"

#include <catch2/catch.hpp>

#include "base/foreign_words.h"

using namespace rota;

namespace {

constexpr std::string_view keys[] = {"weight", "address", "name", "admin"};
constexpr std::string_view policies[] = {"failover", "round_robin", "weighted"};
constexpr std::string_view checks[] = {"tcp", "http", "https", "tls"};

}  // namespace

TEST_CASE("a typing mistake is suggested, a different word is not") {
  CHECK(suggestion("wieght", keys) == "; did you mean \"weight\"?");
  CHECK(suggestion("adress", keys) == "; did you mean \"address\"?");
  CHECK(suggestion("nmae", keys) == "; did you mean \"name\"?");
  CHECK(suggestion("completely", keys).empty());
  CHECK(suggestion("", {}).empty());
}

TEST_CASE("a word in another style is the same word") {
  CHECK(suggestion("RoundRobin", policies) == "; did you mean \"round_robin\"?");
  CHECK(suggestion("round-robin", policies) == "; did you mean \"round_robin\"?");
  CHECK(suggestion("HTTP", checks) == "; did you mean \"http\"?");
}

TEST_CASE("a word of another program is suggested as what rota calls it, where rota has that") {
  for (const std::string_view word : {"random", "multifo", "leastconn", "rr", "multivalue", "simple"})
    CHECK(rota_word(word, policies) == "round_robin");
  for (const std::string_view word : {"metafo", "simplefo", "first", "active-passive"})
    CHECK(rota_word(word, policies) == "failover");
  for (const std::string_view word : {"wrandom", "static-rr", "weighted_round_robin"})
    CHECK(rota_word(word, policies) == "weighted");
  for (const std::string_view word : {"ping", "icmp"}) CHECK(rota_word(word, checks) == "tcp");
  CHECK(rota_word("httpchk", checks) == "http");
  static constexpr std::string_view tables[] = {"pool", "check", "zone"};
  CHECK(rota_word("backend", tables) == "pool");
  CHECK(rota_word("httpchk", tables) == "check");
  CHECK(rota_word("ping", tables).empty());
  CHECK(rota_word("", tables).empty());
}

TEST_CASE("of an unknown word without a likely meaning the known ones are listed while they are few") {
  CHECK(unknown_word("policy", "wieghted", policies) ==
        "unknown policy \"wieghted\"; did you mean \"weighted\"?");
  CHECK(unknown_word("policy", "x", policies) ==
        "unknown policy \"x\"; expected one of \"failover\", \"round_robin\", \"weighted\"");
  CHECK(unknown_word("key", "x", {keys, 1}, " in [a]") == "unknown key \"x\" in [a]; expected \"weight\"");
  CHECK(unknown_word("pool", "x", {}) == "unknown pool \"x\"");
  static constexpr std::string_view many[] = {"aaaaaa", "bbbbbb", "cccccc", "dddddd", "eeeeee", "ffffff",
                                              "gggggg", "hhhhhh", "iiiiii", "jjjjjj", "kkkkkk", "llllll"};
  CHECK(unknown_word("pool", "x", many) == "unknown pool \"x\"");
  CHECK(unknown_word("pool", "x", {many, 11}).ends_with("\"kkkkkk\""));
}

TEST_CASE("what a key may be is said with what it is") {
  CHECK(must_be_one_of("type", checks, "htp") ==
        "\"type\" must be one of \"tcp\", \"http\", \"https\", \"tls\", not \"htp\"; did you mean \"http\"?");
  CHECK(must_be_one_of("type", {checks, 2}) == "\"type\" must be one of \"tcp\", \"http\"");
}
