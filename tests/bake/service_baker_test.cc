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
  bake::World world(config, targets, health::TargetHealths(targets->targets.size(), is_up), slots,
                    some_counts());
  CHECK(world.snapshot()->service.nsid == config->server.service.nsid);
  world.update(TargetId{0}, is_down);
  world.rebake();
  CHECK(world.snapshot()->service.nsid == config->server.service.nsid);
}

TEST_CASE("what is told of the server is baked as it is sent, and cookies that are off have no secrets") {
  config::Config world;
  config::ServiceConfig& config = world.server.service;
  config.version = "rota";
  config.udp_without_cookie = 512;
  config.cookies.secrets = {dns::CookieSecret{1}};
  CHECK(bake::bake_service(world.server.service, {}, false).version == text("rota"));
  CHECK(bake::bake_service(world.server.service, {}, false).identity.empty());
  CHECK(bake::bake_service(world.server.service, {}, false).udp_without_cookie == 512);
  CHECK(bake::bake_service(world.server.service, {}, false).cookies.secrets == config.cookies.secrets);
  config.cookies.enabled = false;
  CHECK(bake::bake_service(world.server.service, {}, false).cookies.secrets.empty());
}

TEST_CASE("O-03 what is not said of a rate follows from the responses a second, and off is off") {
  config::Config world;
  CHECK(bake::bake_service(world.server.service, {}, false).rate_limit.responses == 0);
  world.server.service.rate_limit.responses = 50;
  CHECK(bake::bake_service(world.server.service, {}, false).rate_limit.negative == 50);
  CHECK(bake::bake_service(world.server.service, {}, false).rate_limit.burst == 126);
  world.server.service.rate_limit.negative = 5;
  CHECK(bake::bake_service(world.server.service, {}, false).rate_limit.negative == 5);
}
