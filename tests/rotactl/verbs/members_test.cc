#include <catch2/catch.hpp>

#include "rotactl/running.h"

using namespace rota::test;

namespace {

constexpr const char* members = R"({"members": [
  {"zone": "lb.example", "pool": "web", "name": "lb1", "state": "up", "addresses": ["192.0.2.1"], "weight": 3,
   "weight_now": 3, "share": 0.75, "share_given": 0.7, "admin": "drain", "tags": ["rack7", "fra"],
   "why": "the operator says drain", "override": {"admin": "drain", "who": "alice", "reason": "CHG-42"},
   "families": [{"family": "ipv4", "address": "192.0.2.1", "state": "up", "eligible": false}],
   "checks": [{"check": "web", "address": "192.0.2.1", "state": "up", "last": {"ok": true, "reason": "", "seconds": 0.003}}]},
  {"zone": "lb.example", "pool": "api", "name": "lb1", "state": "down", "addresses": ["192.0.2.1"], "weight": 1, "share": 0.0}]})";

}  // namespace

TEST_CASE("members are listed over all pools, as references") {
  ScriptedServer server;
  server.answer("GET /api/v1/members", members);
  const Ran ran = run(server, {"member", "list"});
  CHECK(ran.code == 0);
  CHECK(has(ran.out, "lb.example:web/lb1  192.0.2.1"));
  CHECK(has(ran.out, "lb.example:api/lb1  192.0.2.1"));
  CHECK(run(server, {"member", "list", "-o", "name"}).out == "lb.example:web/lb1\nlb.example:api/lb1\n");
}

TEST_CASE("a list of members is asked for by target, tag and state") {
  ScriptedServer server;
  server.answer("GET /api/v1/members?target=web%2F%2A&state=down", members);
  server.answer("GET /api/v1/members?target=tag%3Arack7&state=down", members);
  const Ran ran = run(server, {"member", "list", "web/*", "--tag", "rack7", "--state", "down", "-o", "name"});
  CHECK(ran.out == "lb.example:web/lb1\nlb.example:api/lb1\n");  // each once
  server.answer("GET /api/v1/members?state=dwon", {{400, R"({"error": "'state' must be one of up, down"})"}});
  const Ran wrong = run(server, {"member", "list", "--state", "dwon"});
  CHECK(wrong.code == 1);
  CHECK(wrong.err == "rotactl: 'state' must be one of up, down\n");
}

TEST_CASE("a member is shown with its families, checks, override and shares") {
  ScriptedServer server;
  server.answer("GET /api/v1/members?target=web%2Flb1", members);
  const Ran ran = run(server, {"member", "show", "web/lb1"});
  CHECK(has(ran.out,
            "member lb.example:web/lb1: up; operator says drain\n"
            "address   IPv4 192.0.2.1: up, not eligible\n"
            "tags      rack7, fra\n"
            "weight    3\n"
            "share     target 75.0 %, returned in the last minute 70.0 %\n"
            "override  drain, by alice (CHG-42)\n"
            "why       the operator says drain\n"
            "check     web at 192.0.2.1: up, ok in 3 ms\n"));
}
