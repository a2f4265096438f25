// Servers on loopback for probes to find, on the loop of the probes.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>
#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace rota::test {

using boost::asio::ip::tcp;
using ErrorCode = boost::system::error_code;

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

}  // namespace rota::test
