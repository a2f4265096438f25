#include <catch2/catch.hpp>

#include "base/json.h"
#include "rotactl/running.h"

using namespace rota::test;

namespace {

std::string member(const std::string& drain) {
  return R"({"name": "lb1", "admin": "drain", "state": "up", "weight": 3, "share": 0.0, "drain": )" + drain +
         "}";
}

std::string pool(const std::string& drain) {
  return R"({"pool": "web", "zone": "lb.example", "members": [{"name": "lb2"}, )" + member(drain) + "]}";
}

constexpr const char* waiting =
    R"({"safe": false, "safe_at": "2026-01-02T12:03:27.000Z", "waiting_for": "caches"})";
constexpr const char* safe = R"({"safe": true, "safe_at": "2026-01-02T12:03:27.000Z", "waiting_for": null})";

}  // namespace

TEST_CASE("what the operator says of a member reaches the daemon whole") {
  ScriptedServer server;
  server.answer("POST /api/v1/members/web/lb1",
                R"({"member": )" + member(safe) + R"(, "edition": 7, "note": "as said"})");
  const Ran ran = run(server, {"member", "drain", "web/lb1", "--for", "2h", "--reason", "CHG-42 \"x\""});
  CHECK(ran.code == 0);
  CHECK(ran.out == "web/lb1: drain, its checks say up, weight 3, share 0.0 %\nas said\n");
  const auto body = rota::parse_json(server.requests().at(0).body);
  REQUIRE(body.has_value());
  CHECK(*body == boost::json::value{{"admin", "drain"}, {"for", "2h"}, {"reason", "CHG-42 \"x\""}});
}

TEST_CASE("a weight is sent as a number") {
  ScriptedServer server;
  server.answer("POST /api/v1/members/lb.example%3Aweb/lb1", R"({"member": )" + member("null") + "}");
  CHECK(run(server, {"member", "weight", "lb.example:web/lb1", "5"}).code == 0);
  CHECK(server.requests().at(0).body == R"({"weight":5})");
  CHECK(run(server, {"member", "weight", "web/lb1", "five"}).code == 2);
  CHECK(run(server, {"member", "weight", "web/lb1", "-5"}).code == 2);
  CHECK(run(server, {"member", "weight", "web/lb1", "99999999999"}).code == 2);
}

TEST_CASE("a member's name may hold colons, its zone a slash") {
  ScriptedServer server;
  const std::string done = R"({"member": )" + member("null") + "}";
  server.answer("POST /api/v1/members/web/2001%3Adb8%3A%3A1", done);
  server.answer("POST /api/v1/members/0%2F25.2.0.192.in-addr.arpa%3Aweb/lb1", done);
  CHECK(run(server, {"member", "ready", "web/2001:db8::1"}).code == 0);
  CHECK(run(server, {"member", "ready", "0/25.2.0.192.in-addr.arpa:web/lb1"}).code == 0);
  CHECK(run(server, {"member", "ready", "web"}).code == 2);
  CHECK(run(server, {"member", "ready", "web/"}).code == 2);
}

TEST_CASE("waiting tells what it waits for, and ends when it is safe") {
  ScriptedServer server;
  server.answer("POST /api/v1/members/web/lb1", R"({"member": )" + member(waiting) + "}");
  server.answer("GET /api/v1/pools/web", {{200, pool(waiting)}, {200, pool(waiting)}, {200, pool(safe)}});
  const Ran ran = run(server, {"member", "drain", "web/lb1", "--wait"});
  CHECK(ran.code == 0);
  CHECK(has(ran.err, "waiting: all workers moved on, then the rest of the TTL: safe at 2026-01-02 "));
  CHECK(ran.err.find("waiting") == ran.err.rfind("waiting"));  // off a terminal the same is said once
  CHECK(has(ran.out, "nobody is sent to web/lb1 any more, it may be stopped\n"));
  CHECK(server.requests().size() == 4);
}

TEST_CASE("a wait that takes too long fails, and the change stays") {
  ScriptedServer server;
  server.answer("POST /api/v1/members/web/lb1", R"({"member": )" + member(waiting) + "}");
  server.answer("GET /api/v1/pools/web", pool(waiting));
  const Ran ran = run(server, {"member", "drain", "web/lb1", "--wait", "--timeout", "300ms"});
  CHECK(ran.code == 1);
  CHECK(has(ran.err, "not safe yet after 300ms; the change stays in force"));
}

TEST_CASE("a member that leaves during the wait is told") {
  ScriptedServer server;
  server.answer("POST /api/v1/members/web/lb1", R"({"member": )" + member(waiting) + "}");
  server.answer("GET /api/v1/pools/web", R"({"members": []})");
  const Ran ran = run(server, {"member", "drain", "web/lb1", "--wait"});
  CHECK(ran.code == 1);
  CHECK(has(ran.err, "has no member 'lb1' any more"));
}

TEST_CASE("with --wait and --json there is one document, that of the end") {
  ScriptedServer server;
  server.answer("POST /api/v1/members/web/lb1", R"({"member": )" + member(waiting) + "}");
  server.answer("GET /api/v1/pools/web", pool(safe));
  const Ran ran = run(server, {"member", "drain", "web/lb1", "--wait", "--json"});
  const auto document = rota::parse_json(ran.out);
  REQUIRE(document.has_value());
  CHECK(document->at("drain").at("safe").as_bool());
}

TEST_CASE("what is refused leaves no trace of success") {
  ScriptedServer server;
  server.answer("POST /api/v1/members/web/lb9", {{404, R"({"error": "pool 'web' has no member 'lb9'"})"}});
  const Ran ran = run(server, {"member", "drain", "web/lb9", "--wait"});
  CHECK(ran.code == 1);
  CHECK(ran.out.empty());
  CHECK(ran.err == "rotactl: pool 'web' has no member 'lb9'\n");
}
