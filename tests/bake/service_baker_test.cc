#include "bake/service_baker.h"

#include <catch2/catch.hpp>

#include "support/baked.h"
#include "support/rdata.h"

using namespace rota;
using namespace rota::test;

TEST_CASE("a world's snapshot carries what its configuration says of the service, whatever is baked anew") {
  bake::Slots slots;
  auto config = config_of({pool("a", {member("192.0.2.1"), member("192.0.2.2")})});
  config->server.service.nsid = {'x'};
  auto targets = std::make_shared<const health::TargetList>(health::list_targets(*config));
  bake::World world(config, targets, std::vector(targets->targets.size(), is_up), slots, some_accounts());
  CHECK(world.snapshot()->service.nsid == config->server.service.nsid);
  world.update(0, is_down);
  world.rebake();
  CHECK(world.snapshot()->service.nsid == config->server.service.nsid);
}

TEST_CASE("what is told of the server is baked as it is sent, and cookies that are off have no secrets") {
  config::Config world;
  config::ServiceConfig& config = world.server.service;
  config.version = "rota";
  config.udp_without_cookie = 512;
  config.cookies.secrets = {dns::CookieSecret{1}};
  CHECK(bake::bake_service(world).version == text("rota"));
  CHECK(bake::bake_service(world).identity.empty());
  CHECK(bake::bake_service(world).udp_without_cookie == 512);
  CHECK(bake::bake_service(world).cookies.secrets == config.cookies.secrets);
  config.cookies.enabled = false;
  CHECK(bake::bake_service(world).cookies.secrets.empty());
}

TEST_CASE("O-03 what is not said of a rate follows from the responses a second, and off is off") {
  config::Config world;
  CHECK(bake::bake_service(world).rate_limit.responses == 0);
  world.server.service.rate_limit.responses = 50;
  CHECK(bake::bake_service(world).rate_limit.negative == 50);
  CHECK(bake::bake_service(world).rate_limit.burst == 126);
  world.server.service.rate_limit.negative = 5;
  CHECK(bake::bake_service(world).rate_limit.negative == 5);
}

TEST_CASE("C-12 a zone is for who its own list names, or else that of the server") {
  config::Config world;
  world.zones.resize(2);
  CHECK(bake::bake_service(world).access.is_open());
  world.zones[1].allow_query = {*parse_prefix("192.0.2.0/24")};
  auto access = bake::bake_service(world).access;
  const Address inside = *parse_address("192.0.2.7"), outside = *parse_address("198.51.100.7");
  CHECK_FALSE(access.is_open());
  CHECK(access.may_query(outside, 0));
  CHECK(access.may_query(inside, 1));
  CHECK_FALSE(access.may_query(outside, 1));
  CHECK(access.may_query_server(outside));
  world.server.service.allow_query = {*parse_prefix("198.51.100.7")};
  access = bake::bake_service(world).access;
  CHECK(access.may_query(outside, 0));
  CHECK_FALSE(access.may_query(inside, 0));
  CHECK(access.may_query(inside, 1));
  CHECK_FALSE(access.may_query_server(inside));
}
