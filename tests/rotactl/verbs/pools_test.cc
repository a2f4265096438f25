#include <catch2/catch.hpp>

#include "rotactl/running.h"

using namespace rota::test;

namespace {

constexpr const char* two_pools = R"({"pools": [
  {"zone": "a.example", "pool": "web", "policy": "weighted", "state": "degraded", "healthy": 1, "total": 2, "ttl": 5,
   "answers_total": 12345, "names": [{"name": "www.a.example", "types": ["A"]}]},
  {"zone": "b.example", "pool": "web", "policy": "failover", "state": "healthy", "healthy": 1, "total": 1, "ttl": 30,
   "answers_total": 0, "names": []}]})";

constexpr const char* web = R"({"zone": "a.example", "pool": "web", "policy": "weighted", "state": "degraded",
  "healthy": 1, "total": 2, "all_down": false, "all_down_mode": "fallback", "fallback": "sorry", "ttl": 5, "ttl_min": 5,
  "ttl_max": 30, "checks": ["web"], "names": [{"name": "www.a.example", "types": ["A", "AAAA"]}],
  "answering": [{"type": "A", "records": ["192.0.2.1"], "lines": 1}],
  "members": [
   {"name": "lb1", "addresses": ["192.0.2.1"], "state": "up", "admin": "auto", "override": null, "weight": 1,
    "weight_now": 5, "share": 0.357142, "share_given": null, "since": "2020-01-01T00:00:00.000Z",
    "last": {"ok": true, "reason": "", "at": "2020-01-01T00:00:00.000Z", "seconds": 0.012}, "rising": null,
    "falling": "1/3", "why": ""},
   {"name": "lb2", "addresses": ["192.0.2.2"], "state": "down", "admin": "drain", "weight": 3, "weight_now": 0,
    "override": {"admin": "drain", "weight": null, "who": "alice", "reason": "CHG", "until": null},
    "share": 0.0, "share_given": 0.125, "last": {"ok": false, "reason": "status 503", "seconds": 0.1},
    "rising": null, "falling": null, "admin_from": "override", "drain": {"safe": true, "safe_at": "2026-01-02T03:04:05.000Z"}, "why": "drained by alice: CHG\u001b[2J"}]})";

}  // namespace

TEST_CASE("the pools are a table, with the zone where a name alone says too little") {
  ScriptedServer server;
  server.answer("GET /api/v1/pools", two_pools);
  const Ran ran = run(server, {"pool", "list"});
  CHECK(ran.code == 0);
  CHECK(ran.out ==
        "POOL           STATE     HEALTHY  POLICY     TTL  ANSWERS  NAMES\n"
        "a.example:web  degraded      1/2  weighted   5 s   12,345  www.a.example\n"
        "b.example:web  healthy       1/1  failover  30 s        0\n");
}

TEST_CASE("the zone that is asked for reaches the daemon") {
  ScriptedServer server;
  server.answer("GET /api/v1/pools?zone=a.example", R"({"pools": []})");
  CHECK(run(server, {"pool", "list", "--zone", "a.example"}).out == "no pools\n");
}

TEST_CASE("a pool shows each member with its state, weight, shares and the operator's word") {
  ScriptedServer server;
  server.answer("GET /api/v1/pools/web", web);
  const std::string out = run(server, {"pool", "show", "web"}).out;
  CHECK(has(out, "pool web of a.example: degraded, 1 of 2 members healthy\n"));
  CHECK(has(out, "names     www.a.example (A, AAAA)\n"));
  CHECK(has(out, "ttl       5 s (30 s while all is steady, 5 s in doubt)\n"));
  CHECK(has(out, "all_down  fallback to sorry\n"));
  CHECK(has(out, "up falling 1/3"));
  CHECK(has(out, "ok in 12 ms"));
  CHECK(has(out, "5 (file: 1)"));
  CHECK(has(out, "35.7 %"));
  CHECK(has(out, "12.5 %"));
  CHECK(has(out, "status 503"));
  CHECK(has(out, "drain, safe since 2026-01-02 "));
  CHECK(has(out, "drained by alice: CHG"));
}

TEST_CASE("where the address families of a pool differ, each is told for itself") {
  constexpr const char* families = R"("state": "degraded", "healthy": 2, "total": 2, "families": [
    {"family": "ipv4", "healthy": 2, "total": 2}, {"family": "ipv6", "healthy": 1, "total": 2}])";
  ScriptedServer server;
  server.answer("GET /api/v1/pools",
                std::string(R"({"pools": [{"zone": "z", "pool": "web", "ttl": 5, )") + families + "}]}");
  CHECK(has(run(server, {"pool", "list"}).out, "IPv4 2/2, IPv6 1/2"));
  server.answer("GET /api/v1/pools/web", std::string(R"({"zone": "z", "pool": "web", )") + families +
                                             R"(, "members": [{"name": "a", "state": "down", "families": [
    {"family": "ipv4", "state": "up"}, {"family": "ipv6", "state": "down"}]}, {"name": "b", "state": "up", "families": [
    {"family": "ipv4", "state": "up"}]}]})");
  const std::string out = run(server, {"pool", "show", "web"}).out;
  CHECK(has(out, "pool web of z: degraded, 2 of 2 members healthy (IPv4 2/2, IPv6 1/2)\n"));
  CHECK(has(out, "IPv4 up, IPv6 down"));
  CHECK_FALSE(has(out, "IPv4 up \n"));
}

TEST_CASE("a reason somebody sent cannot reach the terminal as a control sequence") {
  ScriptedServer server;
  server.answer("GET /api/v1/pools/web", web);
  const Looks terminal{true, false, 200, 50};
  const Ran ran = run(server, {"pool", "show", "web"}, terminal);
  CHECK(has(ran.out, "drained by alice: CHG\\x1b[2J"));
  CHECK_FALSE(has(ran.out, "\x1b"));
}

TEST_CASE("states are coloured where colours are wanted, and only there") {
  ScriptedServer server;
  server.answer("GET /api/v1/pools", two_pools);
  CHECK(has(run(server, {"pool", "list"}, {true, true, 80, 24}).out, "\x1b[33mdegraded\x1b[0m"));
  CHECK_FALSE(has(run(server, {"pool", "list"}, {true, false, 80, 24}).out, "\x1b"));
}

TEST_CASE("with --json it is the daemon's document as it is, and on a terminal nothing in it is obeyed") {
  ScriptedServer server;
  server.answer("GET /api/v1/pools", "{\"pools\": [\"\xc2\x9b\"]}\n");
  CHECK(run(server, {"pool", "list", "--json"}).out == "{\"pools\": [\"\xc2\x9b\"]}\n");
  CHECK(run(server, {"pool", "list", "--json"}, {true, false, 80, 24}).out ==
        "{\"pools\": [\"\\xc2\\x9b\"]}\n");
}

TEST_CASE("overrides are listed with who, why and until when") {
  ScriptedServer server;
  server.answer("GET /api/v1/overrides",
                R"({"overrides": [{"zone": "a.example", "pool": "web", "member": "lb2",
    "admin": "drain", "weight": null, "since": "2020-01-01T00:00:00.000Z", "until": null, "reason": "CHG-42",
    "who": "alice"}]})");
  const std::string out = run(server, {"override", "list"}).out;
  CHECK(has(out, "web/lb2  a.example  drain"));
  CHECK(has(out, "taken back  alice  CHG-42"));
  server.answer("GET /api/v1/overrides", R"({"overrides": []})");
  CHECK(run(server, {"override", "list"}).out == "no overrides\n");
}

TEST_CASE("watch draws the pools anew with each pulse, the worst first, as many as fit") {
  ScriptedServer server;
  server.answer("GET /api/v1/stream", "event: pulse\ndata: {\"qps\": 1234.4, \"problems\": []}\n\n");
  server.answer("GET /api/v1/pools", {{200, two_pools}, {200, two_pools}, {500, R"({"error": "enough"})"}});
  const Ran ran = run(server, {"watch"}, {true, false, 80, 5});
  CHECK(has(ran.out, "\x1b[H"));
  CHECK(has(ran.out, "1,234 queries/s"));
  CHECK(has(ran.out, "a.example:web  degraded"));
  CHECK(has(ran.out, "b.example:web  healthy"));
  CHECK(has(ran.err, "enough"));
}

TEST_CASE("off a terminal watch controls no cursor") {
  ScriptedServer server;
  server.answer("GET /api/v1/stream", "event: pulse\ndata: {\"qps\": 0}\n\n");
  server.answer("GET /api/v1/pools/web", {{200, web}, {500, R"({"error": "enough"})"}});
  const Ran ran = run(server, {"watch", "web"});
  CHECK(has(ran.out, "pool web of a.example"));
  CHECK_FALSE(has(ran.out, "\x1b"));
}
