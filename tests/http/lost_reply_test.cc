// Requests whose reply is lost, because of what their handlers threw: they fail, and no
// other request does.
#include <sys/socket.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <catch2/catch.hpp>
#include <new>
#include <thread>
#include <utility>
#include <vector>

#include "base/guard.h"
#include "http/server.h"
#include "support/captured_log.h"
#include "support/temporary_folder.h"

using namespace rota;
using namespace rota::http;

namespace {

// Answers as the path says.
struct Fixture {
  Fixture() {
    std::vector<process::ListeningSocket> sockets;
    sockets.push_back(process::open_local(path, {}).value());
    server.start(std::move(sockets),
                 {.refuse = [](const http::Request&) { return std::optional<http::Response>(); },
                  .answer =
                      [this](const http::Request& request, http::Reply reply) {
                        if (request.path == "/throws") throw std::bad_alloc();
                        if (request.path == "/good") reply(http::text_response("good"));
                        if (request.path == "/elsewhere") other = std::thread([reply = std::move(reply)] {});
                      }});
  }
  ~Fixture() {
    server.stop();
    if (other.joinable()) other.join();
  }

  // The status of the response, 0 when there was none.
  int ask(const std::string& target) const {
    boost::asio::io_context loop;
    boost::asio::local::stream_protocol::socket client(loop);
    client.connect({path});
    const timeval patience{10, 0};
    ::setsockopt(client.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    const std::string request = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    ::send(client.native_handle(), request.data(), request.size(), 0);
    std::string out(64, '\0');
    const ssize_t size = ::recv(client.native_handle(), out.data(), out.size(), 0);
    return size > 12 ? std::stoi(out.substr(9, 3)) : 0;
  }

  test::TemporaryFolder folder;
  const std::string path = folder.path() + "/control.sock";
  test::CapturedLog log;
  std::thread other;
  http::Server server;
};

}  // namespace

TEST_CASE_METHOD(Fixture, "A5 a request whose reply is lost is answered with 500, and no other is") {
  CHECK(ask("/good") == 200);
  CHECK(ask("/throws") == 500);
  CHECK(ask("/dropped") == 500);
  CHECK(ask("/elsewhere") == 500);
  CHECK(ask("/good") == 200);
}

TEST_CASE("A5 a reply for whose way back there is no memory waits to be collected") {
  const test::CapturedLog log;
  const auto answered = std::make_shared<http::Answered>();
  const std::uint64_t before = failures();
  {
    http::Answer answer(answered, [] { throw std::bad_alloc(); });
    CHECK_FALSE(answered->is_over());
    answer.give(http::text_response("good"));
  }
  REQUIRE(answered->is_over());
  const auto response = answered->take();
  REQUIRE(response);
  CHECK(*response->body == "good");
  CHECK(failures() == before + 1);
}

TEST_CASE("A5 an answer that goes away unused is over") {
  const auto answered = std::make_shared<http::Answered>();
  int woken = 0;
  {
    const http::Answer answer(answered, [&] { ++woken; });
  }
  CHECK(answered->is_over());
  CHECK_FALSE(answered->take());
  CHECK(woken == 1);
}
