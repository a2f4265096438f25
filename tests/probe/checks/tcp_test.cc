#include <sys/resource.h>

#include <array>

#include "probe/probing.h"

using namespace rota;
using namespace rota::test;
using health::Finding;

namespace {

void hold(const Server::Connection& connection) {
  auto piece = std::make_shared<std::array<char, 64>>();
  connection->async_read_some(boost::asio::buffer(*piece), [connection, piece](ErrorCode error, std::size_t) {
    if (!error) hold(connection);
  });
}

}  // namespace

TEST_CASE_METHOD(Probing, "tcp: a connection that opens passes, whatever comes after") {
  Server server(loop, [](const Server::Connection&) {});
  const auto outcome = ask("tcp", table_of({{"port", number(server.port())}}));
  CHECK(outcome.finding == Finding::pass);
  CHECK(outcome.reason.empty());
}

TEST_CASE_METHOD(Probing, "tcp: a closed port fails") {
  const ClosedPort closed(loop);
  const auto outcome = ask("tcp", table_of({{"port", number(closed.port())}}));
  CHECK(outcome.finding == Finding::fail);
  CHECK(outcome.reason == "connect refused");
  CHECK_FALSE(outcome.timed_out);
}

TEST_CASE_METHOD(Probing, "tcp: silence where words are expected is a timeout") {
  Server server(loop, hold);
  const auto outcome = ask("tcp", table_of({{"port", number(server.port())}, {"expect", std::string("+OK")}}),
                           milliseconds(100));
  CHECK(outcome.finding == Finding::fail);
  CHECK(outcome.reason == "timeout");
  CHECK(outcome.timed_out);
  CHECK(outcome.evidence == health::Evidence::heard);  // it took the connection
}

TEST_CASE_METHOD(Probing, "tcp: what was sent arrives and the expected words pass, also in two pieces") {
  std::string heard;
  Server server(loop, [&](const Server::Connection& connection) {
    auto piece = std::make_shared<std::array<char, 64>>();
    connection->async_read_some(
        boost::asio::buffer(*piece), [&, connection, piece](ErrorCode, std::size_t size) {
          heard.assign(piece->data(), size);
          boost::asio::async_write(*connection, boost::asio::buffer("+PO", 3),
                                   [connection](ErrorCode, std::size_t) {
                                     boost::asio::async_write(*connection, boost::asio::buffer("NG\r\n", 4),
                                                              [connection](ErrorCode, std::size_t) {});
                                   });
        });
  });
  const auto outcome = ask("tcp", table_of({{"port", number(server.port())},
                                            {"send", std::string("PING\r\n")},
                                            {"expect", std::string("+PONG")}}));
  CHECK(outcome.finding == Finding::pass);
  CHECK(heard == "PING\r\n");
}

TEST_CASE_METHOD(Probing, "tcp: an end without the expected words fails") {
  Server server(loop, [](const Server::Connection& connection) {
    boost::asio::async_write(*connection, boost::asio::buffer("-ERR", 4),
                             [connection](ErrorCode, std::size_t) {});
  });
  const auto outcome =
      ask("tcp", table_of({{"port", number(server.port())}, {"expect", std::string("+OK")}}));
  CHECK(outcome.finding == Finding::fail);
  CHECK(outcome.reason == "closed before the expected reply");
}

TEST_CASE_METHOD(Probing, "tcp: an endless reply without the expected words is not read for ever") {
  const auto noise = std::make_shared<const std::string>(8192, 'x');
  Server server(loop, [&](const Server::Connection& connection) { pour(connection, noise); });
  const auto outcome =
      ask("tcp", table_of({{"port", number(server.port())}, {"expect", std::string("+OK")}}));
  CHECK(outcome.finding == Finding::fail);
  CHECK(outcome.reason == "reply does not match");
}

TEST_CASE_METHOD(Probing, "tcp: a probe that is destroyed reports nothing and closes its connection") {
  bool closed = false;
  Server::Connection accepted;
  char byte = 0;
  Server server(loop, [&](const Server::Connection& connection) {
    accepted = connection;
    connection->async_read_some(boost::asio::buffer(&byte, 1),
                                [&](ErrorCode error, std::size_t) { closed = bool(error); });
  });
  const auto made = make("tcp", table_of({{"port", number(server.port())}, {"expect", std::string("+OK")}}));
  bool reported = false;
  auto probe = made.check->start(context, loopback, milliseconds(50),
                                 [&](const health::Outcome&) { reported = true; });
  run_until([&] { return accepted != nullptr; });
  probe.reset();
  run_until([&] { return closed; });
  loop.run_for(milliseconds(100));  // beyond its timeout
  CHECK_FALSE(reported);
}

TEST_CASE_METHOD(Probing, "tcp and http: without descriptors left the target is not judged") {
  Server server(loop, [](const Server::Connection&) {});
  const auto tcp_check = make("tcp", table_of({{"port", number(server.port())}})).check;
  const auto http_check = make("http", table_of({{"port", number(server.port())}})).check;
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
  const rlimit none{.rlim_cur = 3, .rlim_max = before.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &none) == 0);
  const auto by_tcp = ask(*tcp_check);
  const auto by_http = ask(*http_check);
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &before) == 0);
  CHECK(by_tcp.finding == Finding::inconclusive);
  CHECK(by_tcp.reason == "Too many open files");
  CHECK(by_http.finding == Finding::inconclusive);
  CHECK(by_http.reason == "Too many open files");
}

TEST_CASE("tcp: wrong settings are mistakes with their place") {
  CHECK(make("tcp", table_of({})).first() == "rota.toml:1:1: a tcp check needs a \"port\"");
  CHECK(make("tcp", table_of({{"port", std::int64_t{0}}})).mistakes.errors() == 1);
  CHECK(make("tcp", table_of({{"port", std::int64_t{80}}, {"expct", std::string("x")}})).first() ==
        "rota.toml:1:1: unknown key \"expct\" in [check.]; did you mean \"expect\"?");
  CHECK_FALSE(make("tcp", table_of({})).check);
}

TEST_CASE("an unknown check type is a mistake with a suggestion") {
  CHECK(make("htp", table_of({})).first() ==
        "rota.toml:1:1: unknown check type \"htp\"; did you mean \"http\"?");
}
