#include <catch2/catch.hpp>

#include "rotactl/running.h"

using namespace rota::test;

namespace {

constexpr const char* status = R"({"version": "0.1.0", "pid": 4242, "uptime": 7980, "user": "rota",
  "config": "/etc/rota/rota.toml", "edition": 17, "snapshot_age": 12.5, "bake_seconds": 0.004, "ok": false, "level": "critical",
  "problems": ["pool web of lb.example: no member is healthy"],
  "reload": {"ok": false, "at": "2026-01-02T03:04:05.000Z", "seconds": 0.1, "mistakes": ["zones/a.toml:3:1: unknown key \"wieght\""]},
  "zones": {"total": 2, "broken": ["broken.example"]}, "pools": {"total": 3, "healthy": 2, "degraded": 0, "down": 1},
  "members": {"total": 5, "up": 3, "down": 2}, "overrides": 1, "listen": ["0.0.0.0:53", "[::]:53"], "workers": 4,
  "transports": ["udp", "tcp"],
  "traffic": {"qps": 1500.4, "udp": 10, "tcp": 2, "answered": 12, "dropped": 3, "kernel_drops": 0}})";

constexpr const char* mistaken = R"({"ok": false, "seconds": 0.1, "mistakes": [
  {"severity": "error", "text": "rota.toml:1:1: unknown key \"x\""}, {"severity": "warning", "text": "rota.toml:2:1: warning: odd"}]})";

}  // namespace

TEST_CASE("status is one screen that begins with the level and the problems") {
  ScriptedServer server;
  server.answer("GET /api/v1/status", status);
  const Ran ran = run(server, {"status"});
  CHECK(ran.code == 0);
  CHECK(has(ran.out, "rota 0.1.0: critical: 1 problem\n  ! pool web of lb.example: no member is healthy\n"));
  CHECK(has(ran.out, "    zones/a.toml:3:1: unknown key \"wieght\"\n"));
  CHECK(has(ran.out, "up        2 h 13 min, process 4242 as rota\n"));
  CHECK(has(ran.out, "zones     2, broken: broken.example\n"));
  CHECK(has(ran.out, "pools     3: 2 healthy, 1 down\n"));
  CHECK(has(ran.out, "members   5: 3 up, 2 down\n"));
  CHECK(has(ran.out, "traffic   1,500 queries/s; 12 answers since the start (UDP 10, TCP 2), 3 dropped\n"));
}

TEST_CASE("status --check is one line, and the level is the exit code") {
  ScriptedServer server;
  const auto check = [&](const std::string& document) {
    server.answer("GET /api/v1/status", document);
    return run(server, {"status", "--check"});
  };
  const Ran critical = check(status);
  CHECK(critical.code == 2);
  CHECK(critical.out == "rota: critical: 1 problem; pool web of lb.example: no member is healthy\n");
  CHECK(critical.err.empty());
  CHECK(check(R"({"level": "degraded", "problems": ["a", "b"]})").out ==
        "rota: degraded: 2 problems; a; b\n");
  CHECK(check(R"({"level": "degraded", "problems": ["a"]})").code == 1);
  CHECK(check(R"({"level": "healthy", "problems": []})").out == "rota: healthy\n");
  CHECK(check(R"({"level": "healthy", "problems": []})").code == 0);
  CHECK(run(server, {"status", "--check", "--json"}).out == "{\"level\": \"healthy\", \"problems\": []}\n");
  server.answer("GET /api/v1/status", status);
  CHECK(run(server, {"status", "--check", "--json"}).code == 2);
  CHECK(run(server, {"status"}).code == 0);
}

TEST_CASE("what a daemon does not tell is not shown as nothing") {
  ScriptedServer server;
  server.answer("GET /api/v1/status", R"({"version": "0.1.0", "ok": true, "edition": 7})");
  server.answer("GET /api/v1/pools", R"({"pools": [{"zone": "z", "pool": "web", "state": "healthy",
      "names": [{"name": "www.z", "types": ["A"]}]}]})");
  const Ran ran = run(server, {"status"});
  CHECK(has(ran.out, "edition   7\n"));
  CHECK_FALSE(has(ran.out, "traffic"));
  CHECK(has(run(server, {"pool", "list"}).out, "-  www.z"));
}

TEST_CASE("status tells a failed reload from a start that served what it could") {
  ScriptedServer server;
  const auto reload = [&](const char* kept) {
    server.answer(
        "GET /api/v1/status",
        std::string(R"({"ok": false, "reload": {"ok": false, "at": "2026-01-02T03:04:05.000Z", "kept": )") +
            kept + R"(, "mistakes": []}, "pools": {"total": 1, "broken": 1}})");
    return run(server, {"status"}).out;
  };
  CHECK(has(reload("true"), "; the configuration before it is kept\n"));
  CHECK(has(reload("false"), "; zones with errors answer SERVFAIL, the others are served\n"));
  CHECK(has(reload("false"), "pools     1: 1 broken\n"));
}

TEST_CASE("a reload may leave no zones only when it is asked for") {
  ScriptedServer server;
  server.answer("POST /api/v1/reload?allow_empty=true", R"({"ok": true, "seconds": 0.25, "mistakes": []})");
  CHECK(run(server, {"reload", "--allow-empty"}).code == 0);
}

TEST_CASE("a reload that is refused prints each mistake on a line, exit code 1") {
  ScriptedServer server;
  server.answer("POST /api/v1/reload", {{409, mistaken}});
  const Ran ran = run(server, {"reload"});
  CHECK(ran.code == 1);
  CHECK(ran.out ==
        "rota.toml:1:1: unknown key \"x\"\nrota.toml:2:1: warning: odd\n"
        "not reloaded: 1 mistake; the daemon keeps what it had\n");
  CHECK(ran.err.empty());
}

TEST_CASE("a reload that went well says what became of the checks") {
  ScriptedServer server;
  server.answer("POST /api/v1/reload",
                R"({"ok": true, "seconds": 0.25, "mistakes": [], "kept": 4, "reset": 1})");
  const Ran ran = run(server, {"reload"});
  CHECK(ran.code == 0);
  CHECK(ran.out == "reloaded in 250 ms: checks kept 4, begun anew 1\n");
  server.answer("POST /api/v1/reload", {{503, R"({"error": "the daemon is starting"})"}});
  CHECK(run(server, {"reload"}).err == "rotactl: the daemon is starting\n");
}

TEST_CASE("a reload in part names the zones that it did not take, exit code 1") {
  ScriptedServer server;
  server.answer("POST /api/v1/reload",
                R"({"ok": false, "applied": true, "seconds": 0.25, "kept": 4, "reset": 0,
      "zones_kept": [{"zone": "b.example", "kept_from": "2026-01-02T03:04:05.000Z"}], "zones_not_served": ["d.example"],
      "mistakes": [{"severity": "error", "text": "zones/b.toml:1:1: unknown key \"x\""}]})");
  const Ran ran = run(server, {"reload"});
  CHECK(ran.code == 1);
  CHECK(
      has(ran.out, "zones/b.toml:1:1: unknown key \"x\"\n  kept: zone b.example, as loaded at 2026-01-02 "));
  CHECK(has(ran.out,
            "\n  not served: zone d.example\nreloaded in part in 250 ms: checks kept 4, begun anew 0\n"));
}

TEST_CASE("status and the list of zones name those of which an earlier version is served") {
  ScriptedServer server;
  server.answer("GET /api/v1/status", R"({"ok": false,
      "reload": {"ok": false, "at": "2026-01-02T03:04:05.000Z", "kept": false, "mistakes": []},
      "zones": {"total": 2, "broken": [], "kept": [{"zone": "b.example", "kept_from": "2026-01-01T03:04:05.000Z"}]}})");
  const std::string out = run(server, {"status"}).out;
  CHECK(has(out, "reload    in part at "));
  CHECK(has(out, "; zones with errors are kept at an earlier version or answer SERVFAIL\n"));
  CHECK(has(out, "zones     2, kept at an earlier version: b.example\n"));
  server.answer("GET /api/v1/zones",
                R"({"zones": [{"zone": "b.example", "serial": 1, "pools": 1, "broken": false,
      "kept_from": "2026-01-01T03:04:05.000Z"}]})");
  CHECK(has(run(server, {"zone", "list"}).out, "kept\n"));
}

TEST_CASE("a replacement that failed is told with its reason") {
  ScriptedServer server;
  server.answer("POST /api/v1/replace", R"({"ok": false, "pid": 0, "error": "it ended with code 1"})");
  const Ran ran = run(server, {"replace"});
  CHECK(ran.code == 1);
  CHECK(ran.err == "rotactl: not replaced: it ended with code 1; the old process keeps serving\n");
  CHECK(ran.out.empty());
  server.answer("POST /api/v1/replace", R"({"ok": true, "pid": 77, "error": ""})");
  CHECK(run(server, {"replace"}).out == "replaced: process 77 answers now\n");
}

TEST_CASE("a replacement whose files have errors is told with each of them") {
  ScriptedServer server;
  server.answer("POST /api/v1/replace",
                R"({"ok": false, "pid": null, "error": "not started: 2 mistakes in rota.toml",
                    "mistakes": ["a.toml:1:1: unknown key \"x\"", "b.zone:2: no such type"]})");
  const Ran ran = run(server, {"replace"});
  CHECK(ran.code == 1);
  CHECK(ran.out == "a.toml:1:1: unknown key \"x\"\nb.zone:2: no such type\n");
  CHECK(ran.err ==
        "rotactl: not replaced: not started: 2 mistakes in rota.toml; the old process keeps serving\n");
}

TEST_CASE("check loads what the daemon runs, or the file that is named") {
  const TemporaryFolder folder;
  const auto good =
      folder.write("good.toml", "zone = \"lb.example\"\nnameservers = { ns1 = \"192.0.2.53\" }\n");
  const auto bad = folder.write("bad.toml", "zone = \"lb.example\"\nnameserver = { ns1 = \"192.0.2.53\" }\n");
  ScriptedServer server;
  server.answer("GET /api/v1/status", R"({"config": ")" + good + "\"}");
  const Ran own = run(server, {"check"});
  CHECK(own.code == 0);
  CHECK(own.out == good + ": 1 zone, 0 pools, 0 targets: no errors\n");
  const Ran named = run({"check", bad});
  CHECK(named.code == 1);
  CHECK(has(named.out, bad + ":2:1: unknown key \"nameserver\"; did you mean \"nameservers\"?\n"));
  CHECK(has(run({"check", bad, "--json"}).out, "{\"ok\":false,\"mistakes\":[{\"severity\":\"error\","));
}

TEST_CASE("events are a line each, with who and why where the text does not say it") {
  ScriptedServer server;
  server.answer("GET /api/v1/events?since=1h", R"json({"last": 8, "events": [
    {"number": 7, "at": "2026-01-02T03:04:05.000Z", "kind": "member", "zone": "lb.example", "pool": "web", "member": "lb1",
     "text": "member lb.example:web/lb1 down: status 503 (3/3)", "who": "", "reason": "status 503"},
    {"number": 8, "at": "2026-01-02T03:04:06.000Z", "kind": "override", "zone": "lb.example", "pool": "web",
     "member": "lb1", "text": "member lb.example:web/lb1: drain", "who": "alice", "reason": "CHG-42"}]})json");
  const std::string out = run(server, {"events", "--since", "1h"}).out;
  CHECK(has(out, "#7  member lb.example:web/lb1 down: status 503 (3/3)\n"));
  CHECK(has(out, "#8  member lb.example:web/lb1: drain, by alice (CHG-42)\n"));
}

TEST_CASE("explain shows the steps, the pool, the odds and the answer as dig prints it") {
  ScriptedServer server;
  server.answer("GET /api/v1/explain?name=www.lb.example&type=A&client=198.51.100.7", R"({
    "question": {"name": "www.lb.example", "type": "A", "client": "198.51.100.7"}, "outcome": "pool",
    "steps": ["the zone is lb.example", "the pool is web"], "ttl": 5, "ttl_reason": "lb2 is in doubt", "all_down": false,
    "pool": null, "lines": [{"probability": 0.75, "records": ["192.0.2.1"]}, {"probability": 0.25, "records": ["192.0.2.2"]}],
    "answer": ";; ANSWER\nwww.lb.example.\t5\tIN\tA\t192.0.2.1\n"})");
  const Ran ran = run(server, {"explain", "www.lb.example", "--client", "198.51.100.7"});
  CHECK(ran.code == 0);
  CHECK(
      ran.out ==
      "www.lb.example A for 198.51.100.7: pool\n  1. the zone is lb.example\n  2. the pool is web\n"
      "  TTL 5 s: lb2 is in doubt\n\nPROBABILITY  ANSWER\n     75.0 %  192.0.2.1\n     25.0 %  192.0.2.2\n\n"
      ";; ANSWER\nwww.lb.example. 5 IN A 192.0.2.1\n");
}

TEST_CASE("metrics are passed on as they are") {
  ScriptedServer server;
  server.answer("GET /metrics", "rota_up 1\nrota_x 2\n");
  CHECK(run(server, {"metrics"}).out == "rota_up 1\nrota_x 2\n");
}
