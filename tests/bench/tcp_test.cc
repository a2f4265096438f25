#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "load/run.h"

using namespace rota::bench;

namespace {

using Wire = std::vector<std::uint8_t>;

// Serves one connection at a time: answers so many queries of the first, then ends it; of
// the others, all. Every answer leaves in two pieces.
class Server {
 public:
  explicit Server(int first) : fd_(::socket(AF_INET, SOCK_STREAM, 0)), left_(first) {
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(::bind(fd_, reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(::listen(fd_, 8) == 0);
    REQUIRE(::getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    thread_ = std::thread([this] { serve(); });
  }
  ~Server() {
    ::shutdown(fd_, SHUT_RDWR);
    thread_.join();
    ::close(fd_);
  }

  sockaddr_in address{};
  std::atomic<int> connections{0};

 private:
  void serve() {
    for (int client; (client = ::accept(fd_, nullptr, nullptr)) >= 0; ::close(client)) {
      ++connections;
      const int on = 1;
      ::setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      while (left_-- != 0 && answer_one(client)) {
      }
      left_ = -1;
    }
  }
  static bool answer_one(int client) {
    std::array<std::uint8_t, 2> size{};
    if (::recv(client, size.data(), 2, MSG_WAITALL) != 2) return false;
    Wire wire(static_cast<std::size_t>(size[0] << 8 | size[1]));
    if (::recv(client, wire.data(), wire.size(), MSG_WAITALL) != static_cast<ssize_t>(wire.size()))
      return false;
    const Wire record{0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 30, 0, 4, 10, 0, 0, 1};
    wire[2] |= 0x80;
    wire[7] = 1;
    wire.insert(wire.end(), record.begin(), record.end());
    wire.insert(wire.begin(), {0, static_cast<std::uint8_t>(wire.size())});
    return ::send(client, wire.data(), 1, MSG_NOSIGNAL) == 1 &&
           ::send(client, wire.data() + 1, wire.size() - 1, MSG_NOSIGNAL) > 0;
  }

  int fd_;
  int left_;
  std::thread thread_;
};

Totals load(const Server& server) {
  Questions questions;
  questions.add("www.example 1 1 10.0.0.1+1", false);
  Options options;
  options.server = server.address;
  options.duration = std::chrono::milliseconds(300);
  options.sockets = 1;
  options.window = 4;
  return run_tcp(options, questions);
}

}  // namespace

TEST_CASE("answers that come in pieces are right") {
  Server server(-1);
  const Totals totals = load(server);
  CHECK(totals.sent > 4);
  CHECK(totals.sent == totals.right);
  CHECK(server.connections == 1);
}

TEST_CASE("what a closed connection leaves unanswered is lost, and another is opened") {
  Server server(5);
  const Totals totals = load(server);
  CHECK(server.connections == 2);
  CHECK(totals.lost > 0);
  CHECK(totals.lost <= 4);
  CHECK(totals.right > 5);
  CHECK(totals.sent == totals.right + totals.lost);
  CHECK(totals.wrong == 0);
}
