#include "config/references.h"

#include <catch2/catch.hpp>

#include "support/configs.h"

using namespace rota;
using namespace rota::test;
using config::find_member;
using config::find_pool;

namespace {

config::MemberConfig named(const std::string& label, const std::string& address) {
  auto out = member(address);
  out.name = label;
  return out;
}

// web and api in lb.example; web and edge in 0/25.2.0.192.in-addr.arpa.
std::shared_ptr<config::Config> two_zones() {
  auto out = config_of({pool("web", {named("lb1", "192.0.2.1"), named("lb2", "192.0.2.2")}),
                        pool("api", {member("192.0.2.3")}), pool("web", {member("2001:db8::1")}),
                        pool("edge", {member("2001:db8::1")})});
  out->zones.push_back({name("0/25.2.0.192.in-addr.arpa."), nullptr, {}});
  out->pools[PoolId{2}].zone = out->pools[PoolId{3}].zone = ZoneId{1};
  return out;
}

template <class T>
std::string why(const Result<T>& result) {
  return result ? "found" : result.error().text;
}

}  // namespace

TEST_CASE("a pool is found by its name where that is unique, else by its zone too") {
  const auto config = two_zones();
  CHECK(find_pool(*config, "api").value() == PoolId{1});
  CHECK(find_pool(*config, "lb.example:web").value() == PoolId{0});
  CHECK(find_pool(*config, "LB.Example.:web").value() == PoolId{0});
  CHECK(find_pool(*config, "0/25.2.0.192.in-addr.arpa:web").value() == PoolId{2});
  CHECK(why(find_pool(*config, "web")) ==
        "several zones have a pool \"web\": say which (lb.example:web, 0/25.2.0.192.in-addr.arpa:web)");
}

TEST_CASE("a pool that is unknown is answered with the one that may have been meant") {
  const auto config = two_zones();
  CHECK(why(find_pool(*config, "apu")) == "unknown pool \"apu\"; did you mean \"api\"?");
  CHECK(why(find_pool(*config, "")) == "unknown pool \"\"");
  CHECK(why(find_pool(*config, "lb.exmple:web")) ==
        "unknown zone \"lb.exmple\"; did you mean \"lb.example\"?");
  CHECK(why(find_pool(*config, "lb.example:wep")) ==
        "unknown pool \"wep\" in zone lb.example; did you mean \"web\"?");
  CHECK(why(find_pool(*config, "..:web")) == "unknown zone \"..\"");
}

TEST_CASE("a member is found below its pool") {
  const auto config = two_zones();
  CHECK(find_member(*config, "lb.example:web/lb2").value() == Leaf{PoolId{0}, MemberId{1}});
  CHECK(find_member(*config, "edge/2001:db8::1").value() == Leaf{PoolId{3}, MemberId{0}});
  CHECK(find_member(*config, "0/25.2.0.192.in-addr.arpa:web/2001:db8::1").value() ==
        Leaf{PoolId{2}, MemberId{0}});
  CHECK(why(find_member(*config, "lb.example:web", "lb9")) ==
        "unknown member \"lb9\" of pool \"web\"; did you mean \"lb1\"?");
  CHECK(why(find_member(*config, "web")) ==
        "\"web\" is not a member: it is named POOL/MEMBER, or ZONE:POOL/MEMBER");
  CHECK(why(find_member(*config, "apo/x")) == "unknown pool \"apo\"; did you mean \"api\"?");
}

TEST_CASE("the key of a member leads back to it") {
  const auto config = two_zones();
  const auto key = config::key_of(*config, {PoolId{2}, MemberId{0}});
  CHECK(config::text(key) == "0/25.2.0.192.in-addr.arpa:web/2001:db8::1");
  CHECK(find_member(*config, key) == Leaf{PoolId{2}, MemberId{0}});
  CHECK_FALSE(find_member(*config, config::MemberKey{"lb.example", "web", "gone"}).has_value());
  CHECK_FALSE(find_member(*config, config::MemberKey{"lb.example", "edge", "lb1"}).has_value());
}
