#include "api/pool_json.h"

#include <catch2/catch.hpp>

#include "report/explain/explaining.h"

using namespace rota;
using namespace rota::test;
using report::Explaining;

namespace {

// The targets are 192.0.2.1, 192.0.2.8 and 192.0.2.9, in this order.
const std::string with_fallback =
    "[pool.web]\nnames = \"www\"\ncheck = \"shared\"\nfallback = \"dr\"\nmembers = [{ name = \"lb1\", "
    "address "
    "= \"192.0.2.1\" }]\n[pool.dr]\nnames = \"dr\"\ncheck = \"shared\"\nall_down = \"all\"\nmembers = [{ "
    "name "
    "= \"d1\", address = \"192.0.2.8\" }, { name = \"d2\", address = \"192.0.2.9\" }]\n";

std::string returned_by(Explaining& world) {
  const auto pool = api::pool_json(world.scene(), world.world->report(PoolId{0}));
  return boost::json::serialize(pool.at("answering").at(0).at("returned"));
}

std::string member(const std::string& pool, const std::string& name, const std::string& record,
                   const std::string& state) {
  return R"({"pool":")" + pool + R"(","member":")" + name + R"(","record":")" + record + R"(","state":")" +
         state + "\"}";
}

}  // namespace

TEST_CASE("a pool tells the members that are returned, after a failover those of its fallback pool") {
  Explaining world(with_fallback);
  CHECK(returned_by(world) == "[" + member("example:web", "lb1", "192.0.2.1", "up") + "]");
  world.find(0, is_down, "connect refused");
  world.find(1, is_down, "connect refused");
  world.world->rebake();
  CHECK(returned_by(world) == "[" + member("example:dr", "d2", "192.0.2.9", "up") + "]");
}

TEST_CASE("members that are returned although they are down are told as down") {
  Explaining world(with_fallback);
  for (std::uint32_t target = 0; target < 3; ++target) world.find(target, is_down, "connect refused");
  world.world->rebake();
  CHECK(returned_by(world) == "[" + member("example:dr", "d1", "192.0.2.8", "down") + "," +
                                  member("example:dr", "d2", "192.0.2.9", "down") + "]");
}
