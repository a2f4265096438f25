#include "probe/http_probing.h"

using namespace rota;
using namespace rota::test;

TEST_CASE_METHOD(HttpProbing, "http: 200 to 399 pass, unless told otherwise") {
  CHECK(find(ok).finding == Finding::pass);
  CHECK(find(status(204)).finding == Finding::pass);
  CHECK(find(status(399)).finding == Finding::pass);
  CHECK(find(status(400)).reason == "status 400");
  CHECK(find(status(503)).reason == "status 503");
}

TEST_CASE_METHOD(HttpProbing, "http: expect is a status, a list, or ranges") {
  CHECK(find(status(204), {{"expect", std::int64_t{204}}}).finding == Finding::pass);
  CHECK(find(status(200), {{"expect", std::string("204")}}).reason == "status 200");
  const Data mixed = std::string("200, 204,401-403");
  CHECK(find(status(204), {{"expect", mixed}}).finding == Finding::pass);
  CHECK(find(status(402), {{"expect", mixed}}).finding == Finding::pass);
  CHECK(find(status(404), {{"expect", mixed}}).reason == "status 404");
}

TEST_CASE_METHOD(HttpProbing, "http: a redirect is judged by its status and not followed") {
  const ClosedPort elsewhere(loop);
  const std::string redirect =
      "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:" + std::to_string(elsewhere.port()) +
      "/\r\nContent-Length: 0\r\n\r\n";
  CHECK(find(redirect).finding == Finding::pass);
  CHECK(find(redirect, {{"expect", std::string("200")}}).reason == "status 302");
}

TEST_CASE_METHOD(HttpProbing,
                 "http: the request carries path, host, headers and our name, and no leave to compress") {
  find(ok, {{"path", std::string("/a/../healthz?x=1")},
            {"host", std::string("www.lb.example")},
            {"headers", table_of({{"X-Probe", std::string("1")}})}});
  CHECK_THAT(request, Catch::StartsWith("GET /a/../healthz?x=1 HTTP/1.1\r\n"));
  CHECK_THAT(request, Catch::Contains("\r\nHost: www.lb.example:"));
  CHECK_THAT(request, Catch::Contains("\r\nX-Probe: 1\r\n"));
  CHECK_THAT(request, Catch::Contains("\r\nUser-Agent: rota-check\r\n"));
  CHECK_THAT(request, !Catch::Contains("Accept-Encoding"));
}

TEST_CASE_METHOD(HttpProbing, "http: the host is the address by default, and HEAD asks for no body") {
  find("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n", {{"method", std::string("HEAD")}});
  CHECK_THAT(request, Catch::StartsWith("HEAD / HTTP/1.1\r\nHost: 127.0.0.1:"));
}

TEST_CASE_METHOD(HttpProbing,
                 "http: POST and OPTIONS are sent without a body, and nothing is said of its type") {
  CHECK(find(ok, {{"method", std::string("POST")}}).finding == Finding::pass);
  CHECK_THAT(request,
             Catch::StartsWith("POST / HTTP/1.1\r\n") && Catch::Contains("\r\nContent-Length: 0\r\n"));
  CHECK_THAT(request, !Catch::Contains("Content-Type") && !Catch::Contains("Expect"));
  find(ok, {{"method", std::string("POST")}, {"headers", table_of({{"content-type", std::string("a/b")}})}});
  CHECK_THAT(request, Catch::Contains("\r\ncontent-type: a/b\r\n"));
  CHECK(find(status(204), {{"method", std::string("OPTIONS")}}).finding == Finding::pass);
  CHECK_THAT(request, Catch::StartsWith("OPTIONS / HTTP/1.1\r\n"));
}

TEST_CASE_METHOD(HttpProbing, "http: endless headers fail") {
  const auto line = std::make_shared<const std::string>("X-More: " + std::string(200, 'x') + "\r\n");
  Server server(loop, [&](const Server::Connection& connection) {
    const auto head = std::make_shared<std::string>("HTTP/1.1 200 OK\r\n");
    boost::asio::async_write(*connection, boost::asio::buffer(*head),
                             [=](ErrorCode, std::size_t) { pour(connection, line); });
  });
  CHECK(ask("http", table_of({{"port", number(server.port())}})).reason == "headers longer than 16 KiB");
}

TEST_CASE_METHOD(HttpProbing, "H-19 http: a header line without an end is the target's failure, not ours") {
  const auto filler = std::make_shared<const std::string>(8192, 'x');
  Server server(loop, [&](const Server::Connection& connection) {
    const auto head = std::make_shared<std::string>("HTTP/1.1 200 OK\r\nX: ");
    boost::asio::async_write(*connection, boost::asio::buffer(*head),
                             [=](ErrorCode, std::size_t) { pour(connection, filler); });
  });
  for (const bool reuse : {false, true}) {
    const auto outcome = ask("http", table_of({{"port", number(server.port())}, {"reuse", reuse}}));
    CHECK(outcome.finding == Finding::fail);
    CHECK(outcome.reason == "headers longer than 16 KiB");
  }
}

TEST_CASE_METHOD(HttpProbing, "http: a reply that does not come in time is a timeout") {
  std::vector<Server::Connection> held;
  Server server(loop, [&](const Server::Connection& connection) { held.push_back(connection); });
  const auto outcome = ask("http", table_of({{"port", number(server.port())}}), milliseconds(100));
  CHECK(outcome.reason == "timeout");
  CHECK(outcome.timed_out);
  CHECK(outcome.evidence == health::Evidence::heard);  // it took the connection
}

TEST_CASE_METHOD(HttpProbing, "http: refused, cut off and nonsense each fail with a reason") {
  const ClosedPort closed(loop);
  CHECK(ask("http", table_of({{"port", number(closed.port())}})).reason == "connect refused");
  CHECK(find("SSH-2.0-OpenSSH_9.2\r\n\r\n").reason == "not an HTTP reply");
  Server server(loop, [](const Server::Connection& connection) {
    auto byte = std::make_shared<std::array<char, 4096>>();
    connection->async_read_some(boost::asio::buffer(*byte), [connection, byte](ErrorCode, std::size_t) {});
  });
  CHECK(ask("http", table_of({{"port", number(server.port())}})).reason == "closed without a reply");
}

TEST_CASE_METHOD(HttpProbing, "http: every probe opens a connection of its own, unless reuse is asked for") {
  HttpServer server(loop, ok);
  const auto fresh = make("http", table_of({{"port", number(server.port())}})).check;
  for (int i = 0; i < 3; ++i) CHECK(ask(*fresh).finding == Finding::pass);
  CHECK(server.accepted() == 3);
  const auto reusing = make("http", table_of({{"port", number(server.port())}, {"reuse", true}})).check;
  for (int i = 0; i < 3; ++i) CHECK(ask(*reusing).finding == Finding::pass);
  CHECK(server.accepted() == 4);
}

TEST_CASE_METHOD(HttpProbing, "http: a probe that is destroyed reports nothing") {
  std::vector<Server::Connection> held;
  Server server(loop, [&](const Server::Connection& connection) { held.push_back(connection); });
  const auto check = make("http", table_of({{"port", number(server.port())}})).check;
  bool reported = false;
  auto probe =
      check->start(context, loopback, milliseconds(50), [&](const health::Outcome&) { reported = true; });
  run_until([&] { return !held.empty(); });
  probe.reset();
  loop.run_for(milliseconds(100));
  CHECK_FALSE(reported);
}

TEST_CASE_METHOD(HttpProbing,
                 "http: many probes at once each get their own outcome, and may start others as they end") {
  HttpServer good(loop, ok);
  HttpServer bad(loop, status(500));
  const auto passing = make("http", table_of({{"port", number(good.port())}})).check;
  const auto failing = make("http", table_of({{"port", number(bad.port())}})).check;
  std::vector<std::unique_ptr<health::Probe>> probes;
  int passes = 0;
  int fails = 0;
  for (int i = 0; i < 50; ++i) {
    probes.push_back(passing->start(context, loopback, seconds(10), [&](const health::Outcome& outcome) {
      passes += outcome.finding == Finding::pass ? 1 : 0;
      probes.push_back(failing->start(context, loopback, seconds(10), [&](const health::Outcome& other) {
        fails += other.reason == "status 500" ? 1 : 0;
      }));
    }));
  }
  run_until([&] { return passes == 50 && fails == 50; });
}

TEST_CASE("http: wrong settings are mistakes") {
  const auto wrong = [](std::string key, Data value) {
    return make("http", table_of({{std::move(key), std::move(value)}})).first();
  };
  CHECK_THAT(wrong("path", std::string("healthz")), Catch::Contains("\"path\" must start with \"/\""));
  CHECK_THAT(wrong("path", std::string("/a b")), Catch::Contains("\"path\" must"));
  CHECK_THAT(wrong("method", std::string("PUT")),
             Catch::Contains(R"("method" must be "GET", "HEAD", "OPTIONS" or "POST")"));
  CHECK_THAT(wrong("host", std::string("a:80")), Catch::Contains("\"host\" must be a host name"));
  CHECK_THAT(wrong("expect", std::string("200-")), Catch::Contains("\"expect\" must be statuses"));
  CHECK_THAT(wrong("expect", std::string("99")), Catch::Contains("\"expect\" must be statuses"));
  CHECK_THAT(wrong("expect", std::string("399-200")), Catch::Contains("\"expect\" must be statuses"));
  CHECK_THAT(wrong("headers", table_of({{"A B", std::string("x")}})),
             Catch::Contains("a key of \"headers\" is not the name of a header"));
  CHECK_THAT(wrong("headers", table_of({{"A", std::string("x\r\nB: y")}})),
             Catch::Contains("header \"A\" must be a string"));
  CHECK_THAT(wrong("verify", true), Catch::Contains("unknown key \"verify\""));  // https only
  CHECK_THAT(make("http", table_of({{"method", std::string("HEAD")}, {"body", std::string("x")}})).first(),
             Catch::Contains("the reply to HEAD has none"));
}

TEST_CASE("no mistake in the settings of a check tells what was written") {
  const std::string marker = "MARKER";
  const auto told = [&](const std::string& kind, const std::string& key, Data value) {
    const auto made = make(kind, sealed(table_of({{key, std::move(value)}})));
    std::string out;
    for (const Mistake& mistake : made.mistakes.all()) out += mistake.line() + "\n";
    INFO(kind << " " << key);
    CHECK_FALSE(out.empty());
    CHECK_THAT(out, !Catch::Contains(marker));
  };
  for (const char* kind : {"http", "https", "tcp", "tls"}) {
    for (const char* key : {"path", "host", "method", "headers", "body", "expect", "send", "verify", "reuse",
                            "port", "secret"}) {
      const std::string name = key;
      const bool may_be_text = name == "body" || (name == "send" || name == "expect");
      if (!may_be_text) told(kind, key, "\x01" + marker + " //user:" + marker + "@x");
      told(kind, key, Array{{{}, marker}});
      told(kind, key, table_of({{marker + " :", marker}}));
    }
  }
  told("tcp", "expect", std::string(65U << 10U, 'x') + marker);
}

TEST_CASE_METHOD(HttpProbing, "http: sealed settings are sent as they were written") {
  HttpServer server(loop, ok);
  CHECK(ask("http", sealed(table_of({{"port", number(server.port())},
                                     {"path", std::string("/x?token=y")},
                                     {"headers", table_of({{"Authorization", std::string("Bearer z")}})}})))
            .finding == Finding::pass);
  CHECK_THAT(server.last_request(), Catch::StartsWith("GET /x?token=y HTTP/1.1\r\n"));
  CHECK_THAT(server.last_request(), Catch::Contains("\r\nAuthorization: Bearer z\r\n"));
}
