#include "api/families.h"

#include <catch2/catch.hpp>

#include "api/pool_json.h"
#include "report/explain/explaining.h"

using namespace rota;
using namespace rota::test;
using report::Explaining;

namespace {

std::string text(const boost::json::value& value) { return boost::json::serialize(value); }

// Of "two" the targets are 192.0.2.1 and 2001:db8::1; "old" has no IPv6 address.
struct Fixture {
  Explaining world{
      "[pool.web]\nnames = \"www\"\ncheck = \"shared\"\nmembers = [{ name = \"two\", address = "
      "[\"192.0.2.1\", "
      "\"2001:db8::1\"] }, { name = \"old\", address = \"192.0.2.2\" }]\n"};

  bake::PoolReport report() const { return world.world->report(PoolId{0}); }
  std::string member(std::uint32_t id) const {
    return text(api::member_families(world.scene(), report(), MemberId{id}));
  }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "a member whose AAAA is dead reads so, beside its A that is healthy") {
  CHECK(text(api::pool_families(report::verdict_of(report()))) ==
        R"([{"family":"ipv4","healthy":2,"total":2,"all_down":false},)"
        R"({"family":"ipv6","healthy":1,"total":1,"all_down":false}])");
  world.find(1, is_down, "connect refused");
  CHECK(text(api::pool_families(report::verdict_of(report()))) ==
        R"([{"family":"ipv4","healthy":2,"total":2,"all_down":false},)"
        R"({"family":"ipv6","healthy":0,"total":1,"all_down":true}])");
  CHECK(member(0) == R"([{"family":"ipv4","address":"192.0.2.1","state":"up","eligible":true},)"
                     R"({"family":"ipv6","address":"2001:db8::1","state":"down","eligible":false}])");
  CHECK(member(1) == R"([{"family":"ipv4","address":"192.0.2.2","state":"up","eligible":true}])");
  const auto pool = api::pool_json(world.scene(), report());
  CHECK(pool.at("state") == "degraded");
  CHECK(text(pool.at("members").at(0).at("families")) == member(0));
}

TEST_CASE_METHOD(Fixture, "the facts of a family count a member that was taken out as the operator has it") {
  world.find(1, is_down, "connect refused");
  world.world->override_member({{PoolId{0}, MemberId{1}}, config::Admin::drain, 1});
  world.world->rebake();
  const auto facts = api::family_facts(*world.targets, report(), report::verdict_of(report()));
  REQUIRE(facts.size() == 2);
  CHECK(facts[0].standings == std::vector<std::string_view>{"up", "drain"});
  CHECK_FALSE(facts[0].all_down);
  CHECK(facts[1].standings == std::vector<std::string_view>{"down"});
  CHECK(facts[1].all_down);
}

TEST_CASE("a pool of names has one family, whatever address its checks connect to") {
  Explaining world(
      "[pool.c]\nnames = \"c\"\ncheck = \"shared\"\nmembers = [{ name = \"x\", target = \"x.far.\", connect "
      "= "
      "\"2001:db8::1\" }]\n");
  world.find(0, is_down, "timeout");
  CHECK(text(api::member_families(world.scene(), world.world->report(PoolId{0}), MemberId{0})) ==
        R"([{"family":"any","address":"2001:db8::1","state":"down","eligible":false}])");
}
