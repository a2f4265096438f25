#include "rotactl/client.h"

#include <catch2/catch.hpp>

#include "rotactl/running.h"
#include "rotactl/stream.h"

using namespace rota::test;
using rota::rotactl::MessageReader;
using rota::rotactl::percent_encoded;

TEST_CASE("without a daemon the exit code is 3 and the sentence says what to try") {
  const TemporaryFolder folder;
  const Ran ran = run({"status", "--socket", folder.path() + "/none.sock"});
  CHECK(ran.code == 3);
  CHECK(ran.out.empty());
  CHECK(has(ran.err, "rotactl: no daemon: there is no socket " + folder.path() + "/none.sock"));
  CHECK(has(ran.err, "is rotad running (systemctl status rota)?"));
}

TEST_CASE("a socket that nobody listens on any more is no daemon either") {
  const TemporaryFolder folder;
  const std::string left = folder.path() + "/left.sock";
  {
    boost::asio::io_context loop;
    const boost::asio::local::stream_protocol::acceptor gone(loop, {left});
  }
  const Ran ran = run({"status", "-s", left});
  CHECK(ran.code == 3);
  CHECK(has(ran.err, "nobody listens on " + left));
}

TEST_CASE("a refusal is told in the daemon's words, exit code 1") {
  ScriptedServer server;
  server.answer("GET /api/v1/pools/wbe", {{404, R"({"error": "there is no pool 'wbe'"})"}});
  const Ran ran = run(server, {"pool", "show", "wbe"});
  CHECK(ran.code == 1);
  CHECK(ran.err == "rotactl: there is no pool 'wbe'\n");
}

TEST_CASE("an answer that is no JSON is a failure, not a crash") {
  ScriptedServer server;
  server.answer("GET /api/v1/zones", "<html>");
  const Ran ran = run(server, {"zone", "list"});
  CHECK(ran.code == 1);
  CHECK(has(ran.err, "the daemon's answer is not JSON"));
}

TEST_CASE("an answer of other types than expected is read as nothing") {
  ScriptedServer server;
  server.answer("GET /api/v1/status",
                R"({"version": 5, "zones": [], "pools": "no", "uptime": {}, "reload": null})");
  CHECK(run(server, {"status"}).code == 0);
  server.answer("GET /api/v1/status", "[]");
  CHECK(run(server, {"status"}).code == 0);
}

TEST_CASE("the socket is taken from a configuration") {
  ScriptedServer server;
  server.answer("GET /api/v1/zones", R"({"zones": []})");
  const TemporaryFolder folder;
  const auto file = folder.write("rota.toml", "[control]\nsocket = \"" + server.path() + "\"\n");
  CHECK(run({"zone", "list", "--config", file}).out == "no zones\n");
  const auto off = folder.write("off.toml", "[control]\nsocket = \"\"\n");
  CHECK(has(run({"zone", "list", "--config", off}).err, "turns the control socket off"));
  CHECK(has(run({"zone", "list", "--config", folder.path() + "/none.toml"}).err, "cannot be read"));
}

TEST_CASE("what does not go together is wrong usage") {
  CHECK(run({"status", "--http", "localhost"}).code == 2);
  CHECK(run({"status", "--http", "127.0.0.1:1", "--socket", "/x"}).code == 2);
  CHECK(run({"status", "--token-file", "/x"}).code == 2);
  CHECK(run({"status", "--socket", std::string(200, 'x')}).code == 2);
}

TEST_CASE("nobody listens on the TCP port: no daemon") {
  const Ran ran = run({"status", "--http", "127.0.0.1:1"});
  CHECK(ran.code == 3);
  CHECK(has(ran.err, "nobody listens on http://127.0.0.1:1"));
}

TEST_CASE("words of the operator cannot leave their place in a path") {
  CHECK(percent_encoded("lb.example:web") == "lb.example%3Aweb");
  CHECK(percent_encoded("a/../b?x#\r\n") == "a%2F..%2Fb%3Fx%23%0D%0A");
}

TEST_CASE("a stream is cut into messages wherever its pieces end") {
  const std::string stream =
      ": hello\n\nevent: event\r\nid: 7\r\ndata: {\"a\":1}\r\n\r\nevent: pulse\ndata: x\ndata: y\n\n";
  for (std::size_t size = 1; size < stream.size(); ++size) {
    MessageReader reader;
    std::string seen;
    for (std::size_t at = 0; at < stream.size(); at += size)
      reader.read(stream.substr(at, size), [&](const rota::rotactl::Message& message) {
        seen += message.event + "|" + message.id + "|" + message.data + ";";
        return true;
      });
    REQUIRE(seen == "event|7|{\"a\":1};pulse||x\ny;");
  }
}
