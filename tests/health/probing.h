// Makes checks from settings, servers on loopback to point them at, and waits on
// a loop for what they find.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "health/check.h"
#include "health/http_client.h"

namespace rota::test {

using boost::asio::ip::tcp;
using ErrorCode = boost::system::error_code;
using Data = decltype(Value::data);

inline const Address loopback = parse_address("127.0.0.1").value();

// {"port", 80}, {"path", "/"}, ... -> a table at "rota.toml:1".
inline Table table_of(std::vector<std::pair<std::string, Data>> entries) {
  const Position at{std::make_shared<const std::string>("rota.toml"), 1, 1};
  Table out;
  for (auto& [key, data] : entries)
    out.push_back({.key = key, .key_at = at, .value = {.at = at, .data = std::move(data)}});
  return out;
}

inline std::int64_t number(std::uint16_t port) { return port; }

struct Made {
  std::shared_ptr<const health::Check> check;
  Mistakes mistakes;
  std::string first() const { return mistakes.all().empty() ? "" : mistakes.all().front().line(); }
};

inline Made make(std::string kind, Table settings) {
  config::Config config;
  auto& check = config.checks.emplace_back();
  check.kind = std::move(kind);
  check.settings = std::move(settings);
  check.at = {std::make_shared<const std::string>("rota.toml"), 1, 1};
  Made out;
  out.check = health::make_checks(config, out.mistakes).front();
  return out;
}

struct Probing {
  boost::asio::io_context loop;
  health::HttpClient http{loop};
  health::ProbeContext context{loop, http};

  // Runs the loop until `done`; a test that waits in vain fails instead of hanging.
  void run_until(const std::function<bool()>& done) {
    const auto limit = std::chrono::steady_clock::now() + seconds(20);
    while (!done() && std::chrono::steady_clock::now() < limit) loop.run_one_for(seconds(1));
    REQUIRE(done());
  }

  health::Outcome ask(const health::Check& check, milliseconds timeout = seconds(10),
                      Address address = loopback) {
    std::optional<health::Outcome> found;
    const auto probe =
        check.start(context, address, timeout, [&](health::Outcome outcome) { found = std::move(outcome); });
    CHECK_FALSE(found);  // never from within start()
    run_until([&] { return found.has_value(); });
    return *found;
  }

  health::Outcome ask(const std::string& kind, Table settings, milliseconds timeout = seconds(10)) {
    const auto made = make(kind, std::move(settings));
    CHECK(made.first().empty());
    REQUIRE(made.check);
    return ask(*made.check, timeout);
  }
};

// Tells handlers that are still queued whether their owner lives.
class Alive {
 public:
  std::weak_ptr<bool> weak() const { return token_; }

 private:
  std::shared_ptr<bool> token_ = std::make_shared<bool>(true);
};

// Serves each connection as the test says; one that nobody holds is closed.
class Server {
 public:
  using Connection = std::shared_ptr<tcp::socket>;
  using Serve = std::function<void(Connection)>;

  Server(boost::asio::io_context& loop, Serve serve)
      : acceptor_(loop, {boost::asio::ip::address_v4::loopback(), 0}), serve_(std::move(serve)) {
    accept();
  }

  std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
  int accepted() const { return accepted_; }

 private:
  void accept() {
    acceptor_.async_accept([this, alive = alive_.weak()](ErrorCode error, tcp::socket socket) {
      if (error || alive.expired()) return;
      ++accepted_;
      serve_(std::make_shared<tcp::socket>(std::move(socket)));
      accept();
    });
  }

  Alive alive_;
  tcp::acceptor acceptor_;
  Serve serve_;
  int accepted_ = 0;
};

// Reads up to a blank line, remembers what was asked, writes the reply, and goes on
// with the next request of the connection.
class HttpServer {
 public:
  HttpServer(boost::asio::io_context& loop, std::string reply)
      : reply_(std::move(reply)),
        server_(loop, [this](const Server::Connection& connection) { serve(connection); }) {}

  std::uint16_t port() const { return server_.port(); }
  int accepted() const { return server_.accepted(); }
  const std::string& last_request() const { return request_; }

 private:
  void serve(const Server::Connection& connection) {
    auto buffer = std::make_shared<boost::asio::streambuf>();
    boost::asio::async_read_until(
        *connection, *buffer, "\r\n\r\n",
        [this, alive = alive_.weak(), connection, buffer](ErrorCode error, std::size_t size) {
          if (error) return;
          request_.assign(boost::asio::buffers_begin(buffer->data()),
                          boost::asio::buffers_begin(buffer->data()) + static_cast<std::ptrdiff_t>(size));
          answer(connection);
        });
  }

  void answer(const Server::Connection& connection) {
    boost::asio::async_write(*connection, boost::asio::buffer(reply_),
                             [this, alive = alive_.weak(), connection](ErrorCode error, std::size_t) {
                               if (!error && !alive.expired()) serve(connection);
                             });
  }

  Alive alive_;
  std::string reply_;
  std::string request_;
  Server server_;
};

// Writes the same piece again and again until the other side has had enough.
inline void pour(const Server::Connection& connection, std::shared_ptr<const std::string> piece) {
  boost::asio::async_write(*connection, boost::asio::buffer(*piece),
                           [connection, piece](ErrorCode error, std::size_t) {
                             if (!error) pour(connection, piece);
                           });
}

// A port of loopback that refuses as long as this lives: bound, but not listening.
class ClosedPort {
 public:
  explicit ClosedPort(boost::asio::io_context& loop)
      : socket_(loop, {boost::asio::ip::address_v4::loopback(), 0}) {}
  std::uint16_t port() const { return socket_.local_endpoint().port(); }

 private:
  tcp::socket socket_;
};

}  // namespace rota::test
