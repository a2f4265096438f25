#include "bake/rules.h"

#include <catch2/catch.hpp>

#include "support/configs.h"

using namespace rota;

namespace {

std::vector<std::string> mistakes_of(std::vector<config::PoolConfig> pools) {
  Mistakes mistakes;
  bake::check_pools(*test::config_of(std::move(pools)), mistakes);
  std::vector<std::string> out;
  for (const Mistake& mistake : mistakes.all()) out.push_back(mistake.line());
  return out;
}

config::PoolConfig plain() {
  return test::pool("web", {test::member("192.0.2.1"), test::member("192.0.2.2")});
}

}  // namespace

TEST_CASE("a sound pool has no mistakes") { CHECK(mistakes_of({plain()}).empty()); }

TEST_CASE("an unknown policy is an error with a suggestion") {
  auto pool = plain();
  pool.policy = "wieghted";
  CHECK(mistakes_of({pool}) ==
        std::vector<std::string>{"unknown policy \"wieghted\"; did you mean \"weighted\"?"});
}

TEST_CASE("weights where they mean nothing are warned of") {
  auto pool = plain();
  pool.members[MemberId{1}].weight = 3;
  pool.members[MemberId{1}].weight_given = true;
  CHECK(mistakes_of({pool}) ==
        std::vector<std::string>{"warning: weights mean nothing to policy \"round_robin\" of pool \"web\""});
  pool.policy = "weighted";
  CHECK(mistakes_of({pool}).empty());
}

TEST_CASE("an option that the policy does not have is an error") {
  auto pool = plain();
  pool.options.push_back({"stickiness", {}, {{}, true}});
  CHECK(mistakes_of({pool}) ==
        std::vector<std::string>{
            "unknown key \"stickiness\" in [pool.web]; expected one of \"names\", \"policy\", \"answers\", "
            "\"ttl\", \"check\", \"brake\", \"canary\", \"all_down\", \"fallback\", \"members\""});
  pool.options[0].key = "polcy";
  CHECK(mistakes_of({pool}) ==
        std::vector<std::string>{"unknown key \"polcy\" in [pool.web]; did you mean \"policy\"?"});
}

TEST_CASE("more members than are named by default are warned of") {
  std::vector<config::MemberConfig> members;
  for (int i = 1; i <= 17; ++i) members.push_back(test::member("192.0.2." + std::to_string(i)));
  auto pool = test::pool("web", members);
  CHECK(mistakes_of({pool}) ==
        std::vector<std::string>{
            "warning: pool \"web\" has 17 members and answers 16 at a time; set \"answers\" to choose"});
  pool.answers = 17;
  CHECK(mistakes_of({pool}).empty());
}

TEST_CASE("more weighted answers than could be exact are warned of") {
  auto pool = test::pool("web", {test::member("192.0.2.1", 1), test::member("192.0.2.2", 99)});
  pool.policy = "weighted";
  pool.answers = 2;
  CHECK(
      mistakes_of({pool}) ==
      std::vector<std::string>{
          "warning: pool \"web\" answers 1 at a time: with its weights 2 could not be in exact proportion"});
}

TEST_CASE("a fallback of another kind is an error") {
  auto pool = plain();
  pool.fallback = PoolId{1};
  auto other = test::pool("cdn", {test::target_member("a.cdn.net.")}, {});
  other.kind = config::PoolKind::cname;
  CHECK(mistakes_of({pool, other}) ==
        std::vector<std::string>{"the fallback \"cdn\" of pool \"web\" has members of another kind"});
}

TEST_CASE("an answer that fits in no message is an error") {
  std::vector<config::MemberConfig> members;
  const std::string label(60, 'x');
  for (int i = 0; i < 600; ++i)
    members.push_back(test::target_member(
        label + "." + label + std::to_string(i % 10) + "." + std::to_string(i) + ".lb.example.", 80));
  auto pool = test::pool("srv", members);
  pool.kind = config::PoolKind::srv;
  pool.answers = 600;
  CHECK(
      mistakes_of({pool}) ==
      std::vector<std::string>{
          "the answers of pool \"srv\" do not fit in a message of 65535 octets; set a smaller \"answers\""});
}
