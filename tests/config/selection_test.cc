#include "config/selection.h"

#include <catch2/catch.hpp>

#include "config/references.h"
#include "support/configs.h"

using namespace rota;
using Texts = std::vector<std::string>;

namespace {

config::Config two_pools() {
  auto web = test::pool("web", {test::member("192.0.2.1"), test::member("192.0.2.2")}, {"www.lb.example."});
  auto api = test::pool("api", {test::member("192.0.2.1"), test::member("192.0.2.9")}, {"api.lb.example."});
  const auto call = [](config::PoolConfig& pool, const char* first, const char* second) {
    pool.members[MemberId{0}].name = first;
    pool.members[MemberId{1}].name = second;
  };
  call(web, "a-fra", "b-ams");
  call(api, "a-ams", "x[1]");
  web.members[MemberId{0}].tags = {"rack7", "old"};
  api.members[MemberId{1}].tags = {"rack7"};
  return *test::config_of({web, api});
}

Texts selected(const std::string& target) {
  const config::Config config = two_pools();
  const auto found = config::select_members(config, target);
  if (!found) return {found.error().text};
  Texts out;
  for (const Leaf& leaf : *found)
    out.push_back(config.pools[leaf.pool].name + "/" + key_of(config, leaf).member);
  return out;
}

}  // namespace

TEST_CASE("a reference means one member, also where it has the letters of a wildcard") {
  CHECK(selected("web/a-fra") == Texts{"web/a-fra"});
  CHECK(selected("lb.example:web/a-fra") == Texts{"web/a-fra"});
  CHECK(selected("api/x[1]") == Texts{"api/x[1]"});
  CHECK(selected("web/c") == Texts{"unknown member \"c\" of pool \"web\""});
}

TEST_CASE("wildcards stand in the pool and in the member, with the zone or without") {
  CHECK(selected("web/*") == Texts{"web/a-fra", "web/b-ams"});
  CHECK(selected("*/*-ams") == Texts{"web/b-ams", "api/a-ams"});
  CHECK(selected("lb.example:*/a-???") == Texts{"web/a-fra", "api/a-ams"});
  CHECK(selected("other.example:*/*") == Texts{"no member matches 'other.example:*/*'"});
  CHECK(selected("web*") == Texts{"'web*' has no '/': members are named POOL/MEMBER, such as 'web/*'"});
}

TEST_CASE("an address or a tag means every member that has it") {
  CHECK(selected("192.0.2.1") == Texts{"web/a-fra", "api/a-ams"});
  CHECK(selected("192.0.2.77") == Texts{"no member has the address 192.0.2.77"});
  CHECK(selected("tag:rack7") == Texts{"web/a-fra", "api/x[1]"});
  CHECK(selected("tag:rack") == Texts{"no member has the tag 'rack'"});
}
