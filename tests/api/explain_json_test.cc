#include "api/explain_json.h"

#include <catch2/catch.hpp>

#include "api/pool_json.h"
#include "report/explain/explaining.h"

using namespace rota;
using namespace rota::test;
using report::Explaining;
namespace json = boost::json;

namespace {

const std::string web =
    "[pool.web]\nnames = \"www\"\npolicy = \"weighted\"\ncheck = \"shared\"\nmembers = [{ name = \"a\", "
    "address = "
    "\"192.0.2.1\", weight = 3 }, { name = \"b\", address = \"192.0.2.2\" }]\n";

json::object explained(const Explaining& world, const std::string& name, dns::Type type = dns::Type::a) {
  operate::View view;
  view.config = world.config;
  view.targets = world.targets;
  view.statuses = world.statuses;
  view.overrides = world.overrides;
  return api::explanation_json(world.ask(name, type), view);
}

json::object pool(const Explaining& world) {
  return api::pool_json(world.scene(), world.world->report(PoolId{0}));
}

std::string text(const json::value& value) { return json::serialize(value); }

}  // namespace

TEST_CASE(
    "an explanation in JSON has the steps, each line with its probability, and the answer as dig prints it") {
  Explaining world(web);
  const json::object told = explained(world, "www.example");
  CHECK(text(told.at("question")) == R"({"name":"www.example","type":"A","client":null})");
  CHECK(told.at("outcome") == "pool");
  CHECK(text(told.at("lines")) ==
        R"([{"probability":7.5E-1,"records":["192.0.2.1"]},{"probability":2.5E-1,"records":["192.0.2.2"]}])");
  CHECK(told.at("ttl") == 30);
  CHECK(told.at("ttl_reason") == "max, since all is steady");
  const json::array& steps = told.at("steps").as_array();
  CHECK(steps.at(3) == "2 of 2 members are eligible: a (weight 3), b (weight 1)");
  CHECK(steps.at(4) ==
        "policy weighted: 1 record in a reply, 2 possible answers, in shares that are exact over every 4 "
        "replies");
  const std::string answer(told.at("answer").as_string());
  CHECK(answer.find(";; ANSWER SECTION:\nwww.example.\t30\tIN\tA\t192.0.2.") != std::string::npos);
  CHECK(told.at("pool").at("members").as_array().size() == 2);
}

TEST_CASE("an explanation without a pool has none, and no lines") {
  const Explaining world(web);
  const json::object told = explained(world, "none.example");
  CHECK(told.at("outcome") == "nxdomain");
  CHECK(told.at("pool").is_null());
  CHECK(told.at("lines").as_array().empty());
  CHECK(told.at("ttl_reason") == "negative TTL: the smaller of the SOA's TTL and its minimum (RFC 2308)");
}

TEST_CASE("a pool in JSON counts its healthy members and says how it is") {
  Explaining world(web);
  CHECK(pool(world).at("state") == "healthy");
  CHECK(text(pool(world).at("names")) == R"([{"name":"www.example","types":["A"]}])");
  world.find(0, is_down, "status 503");
  const json::object degraded = pool(world);
  CHECK(degraded.at("state") == "degraded");
  CHECK(degraded.at("healthy") == 1);
  CHECK(text(degraded.at("answering").at(0).at("records")) == R"(["192.0.2.2"])");
  world.find(1, is_down, "timeout");
  CHECK(pool(world).at("state") == "down");
  CHECK(pool(world).at("all_down") == true);
  CHECK(pool(world).at("ttl_reason") == "min, since no member is healthy");
}

TEST_CASE("a member in JSON has its state, what was said of it and what its last probe found") {
  Explaining world(web);
  world.find(0, is_failing, "connect refused", 2, 3);
  world.statuses[TargetId{0}].latencies.add(std::chrono::milliseconds(5));
  world.world->override_member({{PoolId{0}, MemberId{1}}, config::Admin::drain, 7});
  world.world->rebake();
  world.overrides.set({.of = {"example", "web", "b"},
                       .admin = config::Admin::drain,
                       .weight = 7,
                       .until = {},
                       .reason = "CHG-42\n",
                       .who = "alice"});
  const json::object report = pool(world);
  const json::value& a = report.at("members").at(0);
  CHECK(a.at("state") == "failing");
  CHECK(a.at("serving") == true);
  CHECK(a.at("share") == 1.0);
  CHECK(a.at("weight") == 3);
  CHECK(a.at("falling") == "2/3");
  CHECK(a.at("rising").is_null());
  CHECK(a.at("last").at("reason") == "connect refused");
  CHECK(text(a.at("latency")) == "[5E-3]");
  CHECK(text(a.at("checks").at(0).at("address")) == R"("192.0.2.1")");
  const json::value& b = report.at("members").at(1);
  CHECK(b.at("admin") == "drain");
  CHECK(b.at("admin_from") == "override");
  CHECK(b.at("override").at("weight") == 7);
  CHECK(b.at("why") == "drained by alice: CHG-42\\x0a");
  CHECK(b.at("weight_now") == 0);
  CHECK(b.at("share") == 0.0);
}

TEST_CASE("records of SRV and CNAME pools are told as a zone file has them") {
  const Explaining world(
      "[pool.sip]\nnames = \"_sip._tcp\"\nmembers = [{ target = \"a.far.\", port = 5060, priority = 10, "
      "weight = 2 }]\n");
  CHECK(text(pool(world).at("answering").at(0).at("records")) == R"(["10 2 5060 a.far."])");
  const Explaining cdn(
      "[pool.cdn]\nnames = \"cdn\"\nmembers = [{ target = \"a.far.\" }, { target = \"b.far.\" }]\n");
  const json::object told = explained(cdn, "cdn.example");
  CHECK(text(told.at("lines").at(1).at("records")) == R"(["b.far."])");
  CHECK(told.at("steps").as_array().at(3) == "targets in zones of this server are followed");
}
