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

// A daemon with these members, of which any may be drained.
struct Daemon : ScriptedServer {
  explicit Daemon(const std::string& members, const std::string& effects = "", bool empties = false) {
    preview(members, effects, empties);
  }
  void preview(const std::string& members, const std::string& effects, bool empties) {
    answer("POST /api/v1/preview", R"({"members": [)" + members + R"(], "empties": )" +
                                       (empties ? "true" : "false") + R"(, "effects": [)" + effects + "]}");
  }
  // The bodies sent to members, after the preview.
  std::vector<Request> changes() const {
    std::vector<Request> out;
    for (const Request& each : requests())
      if (each.line.starts_with("POST /api/v1/members/")) out.push_back(each);
    return out;
  }
};

constexpr const char* lb1 = R"("lb.example:web/lb1")";
constexpr const char* path_of_lb1 = "POST /api/v1/members/lb.example%3Aweb/lb1";
constexpr const char* pool_path = "GET /api/v1/pools/lb.example%3Aweb";

constexpr const char* waiting =
    R"({"safe": false, "safe_at": "2026-01-02T12:03:27.000Z", "waiting_for": "caches"})";
constexpr const char* safe = R"({"safe": true, "safe_at": "2026-01-02T12:03:27.000Z", "waiting_for": null})";

}  // namespace

TEST_CASE("an override reaches the daemon whole, after its effect was told") {
  Daemon server(lb1, R"({"text": "pool lb.example:web: 1 of 2 members left", "empties": false})");
  server.answer(path_of_lb1, R"({"member": )" + member(safe) + R"(, "edition": 7, "note": "as said"})");
  const Ran ran = run(server, {"member", "drain", "web/lb1", "--for", "2h", "--reason", "CHG-42 \"x\""});
  CHECK(ran.code == 0);
  CHECK(ran.out ==
        "pool lb.example:web: 1 of 2 members left\n"
        "lb.example:web/lb1: drain, its checks say up, weight 3, share 0.0 %; as said\n");
  const auto asked = rota::parse_json(server.requests().at(0).body);
  REQUIRE(asked.has_value());
  CHECK(asked->at("targets") == boost::json::array{"web/lb1"});
  const auto body = rota::parse_json(server.changes().at(0).body);
  REQUIRE(body.has_value());
  CHECK(*body == boost::json::value{{"admin", "drain"}, {"for", "2h"}, {"reason", "CHG-42 \"x\""}});
}

TEST_CASE("what would empty a pool is not done without --yes") {
  Daemon server(lb1, R"({"text": "pool lb.example:web: no member is eligible", "empties": true,
                         "zone": "lb.example", "pool": "web"})",
                true);
  server.answer(path_of_lb1, R"({"member": )" + member(safe) + "}");
  const Ran refused = run(server, {"drain", "web/lb1"});
  CHECK(refused.code == 1);
  CHECK(refused.out == "pool lb.example:web: no member is eligible\n");
  CHECK(refused.err ==
        "rotactl: nothing was changed: lb.example:web would be left without an eligible member; repeat with "
        "--yes to do "
        "it\n");
  CHECK(run(server, {"drain", "web/lb1", "--json"}).code == 1);
  CHECK(server.changes().empty());
  CHECK(run(server, {"drain", "web/lb1", "--yes"}).code == 0);
  CHECK(server.changes().size() == 1);
}

TEST_CASE("a dry run tells the effect and who is meant, and changes nothing") {
  Daemon server(R"("z:web/a", "z:web/b")",
                R"({"text": "pool z:web: 1 of 3 members left", "empties": false})");
  const Ran ran = run(server, {"drain", "web/*", "--dry-run"});
  CHECK(ran.code == 0);
  CHECK(ran.out == "pool z:web: 1 of 3 members left\nnothing was changed; 2 members: z:web/a, z:web/b\n");
  CHECK(server.changes().empty());
}

TEST_CASE("of several members each has a line of its own, and one that is refused keeps nobody back") {
  Daemon server(R"("z:web/a", "z:web/b", "z:web/c")");
  const std::string done = R"({"member": )" + member("null") + "}";
  server.answer("POST /api/v1/members/z%3Aweb/a", done);
  server.answer("POST /api/v1/members/z%3Aweb/b", {{404, R"({"error": "b is gone"})"}});
  server.answer("POST /api/v1/members/z%3Aweb/c", done);
  const Ran ran = run(server, {"member", "ready", "web/*"});
  CHECK(ran.code == 1);
  CHECK(has(ran.out, "answers stay as they are\nz:web/a: drain"));
  CHECK(has(ran.out, "\nz:web/c: drain"));
  CHECK(ran.err == "rotactl: b is gone\n");
  CHECK(run(server, {"member", "ready", "web/*", "--json"}).out.starts_with("[{\"member\":"));
}

TEST_CASE("a tag and a pool are targets as well") {
  Daemon server(lb1);
  server.answer(path_of_lb1, R"({"member": )" + member("null") + "}");
  const auto targets = [&](const std::vector<std::string>& words) {
    CHECK(run(server, words).code == 0);
    const auto all = server.requests();
    return rota::parse_json(all.at(all.size() - 2).body).value().at("targets");
  };
  CHECK(targets({"drain", "--tag", "rack7"}) == boost::json::array{"tag:rack7"});
  CHECK(targets({"pool", "drain", "web", "z:api"}) == boost::json::array{"web/*", "z:api/*"});
  CHECK(run(server, {"member", "drain"}).code == 2);
}

TEST_CASE("a weight is sent as a number") {
  Daemon server(lb1);
  server.answer(path_of_lb1, R"({"member": )" + member("null") + "}");
  CHECK(run(server, {"member", "weight", "lb.example:web/lb1", "5"}).code == 0);
  CHECK(server.changes().at(0).body == R"({"weight":5})");
  CHECK(run(server, {"member", "weight", "web/lb1", "five"}).code == 2);
  CHECK(run(server, {"member", "weight", "web/lb1", "-5"}).code == 2);
  CHECK(run(server, {"member", "weight", "web/lb1", "99999999999"}).code == 2);
}

TEST_CASE("a member's name may hold colons, its zone a slash") {
  Daemon server(R"("z:web/2001:db8::1", "0/25.2.0.192.in-addr.arpa:web/lb1")");
  const std::string done = R"({"member": )" + member("null") + "}";
  server.answer("POST /api/v1/members/z%3Aweb/2001%3Adb8%3A%3A1", done);
  server.answer("POST /api/v1/members/0%2F25.2.0.192.in-addr.arpa%3Aweb/lb1", done);
  CHECK(run(server, {"member", "ready", "*/*"}).code == 0);
}

TEST_CASE("waiting tells what it waits for, and ends when it is safe") {
  Daemon server(lb1);
  server.answer(path_of_lb1, R"({"member": )" + member(waiting) + "}");
  server.answer(pool_path, {{200, pool(waiting)}, {200, pool(waiting)}, {200, pool(safe)}});
  const Ran ran = run(server, {"member", "drain", "web/lb1", "--wait"});
  CHECK(ran.code == 0);
  CHECK(has(
      ran.err,
      "waiting for lb.example:web/lb1: all workers moved on, then the rest of the TTL: safe at 2026-01-02 "));
  CHECK(ran.err.find("waiting") == ran.err.rfind("waiting"));  // off a terminal the same is said once
  CHECK(has(ran.out, "lb.example:web/lb1: safe to stop since 2026-01-02 "));
  CHECK(server.requests().size() == 5);
}

TEST_CASE("a wait that takes too long fails, and the change stays") {
  Daemon server(lb1);
  server.answer(path_of_lb1, R"({"member": )" + member(waiting) + "}");
  server.answer(pool_path, pool(waiting));
  const Ran ran = run(server, {"member", "drain", "web/lb1", "--wait", "--timeout", "300ms"});
  CHECK(ran.code == 1);
  CHECK(has(ran.err, "lb.example:web/lb1 is not safe to stop after 300ms; the change stays in force"));
}

TEST_CASE("a member that leaves during the wait is told") {
  Daemon server(lb1);
  server.answer(path_of_lb1, R"({"member": )" + member(waiting) + "}");
  server.answer(pool_path, R"({"members": []})");
  const Ran ran = run(server, {"member", "drain", "web/lb1", "--wait"});
  CHECK(ran.code == 1);
  CHECK(has(ran.err, "no longer has a member 'lb1'"));
}

TEST_CASE("with --wait and --json there is one document, that of the end") {
  Daemon server(lb1);
  server.answer(path_of_lb1, R"({"member": )" + member(waiting) + "}");
  server.answer(pool_path, pool(safe));
  const Ran ran = run(server, {"member", "drain", "web/lb1", "--wait", "--json"});
  const auto document = rota::parse_json(ran.out);
  REQUIRE(document.has_value());
  CHECK(document->at("drain").at("safe").as_bool());
}

TEST_CASE("what is refused leaves no trace of success") {
  ScriptedServer server;
  server.answer("POST /api/v1/preview", {{400, R"({"error": "pool 'web' has no member 'lb9'"})"}});
  const Ran ran = run(server, {"member", "drain", "web/lb9", "--wait"});
  CHECK(ran.code == 1);
  CHECK(ran.out.empty());
  CHECK(ran.err == "rotactl: pool 'web' has no member 'lb9'\n");
}
