#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <catch2/catch.hpp>
#include <functional>
#include <thread>

#include "load/run.h"

using namespace rota::bench;

namespace {

using Wire = std::vector<std::uint8_t>;

// Answers the nth query with what `answer` makes of it; nothing when that is empty.
class Responder {
 public:
  explicit Responder(std::function<Wire(int, Wire)> answer)
      : fd_(::socket(AF_INET, SOCK_DGRAM, 0)), answer_(std::move(answer)) {
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(::bind(fd_, reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(::getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    thread_ = std::thread([this] { serve(); });
  }
  ~Responder() {
    ::shutdown(
        fd_, SHUT_RD);  // wakes the thread; an unconnected socket reports an error, and is shut all the same
    thread_.join();
    ::close(fd_);
  }

  int asked = 0;
  sockaddr_in address{};

 private:
  void serve() {
    std::array<std::uint8_t, 512> buffer;
    for (;;) {
      sockaddr_in peer{};
      socklen_t size = sizeof peer;
      const ssize_t got =
          ::recvfrom(fd_, buffer.data(), buffer.size(), 0, reinterpret_cast<sockaddr*>(&peer), &size);
      if (got <= 0) return;
      const Wire reply = answer_(asked++, {buffer.begin(), buffer.begin() + got});
      if (!reply.empty())
        ::sendto(fd_, reply.data(), reply.size(), 0, reinterpret_cast<const sockaddr*>(&peer), size);
    }
  }

  int fd_;
  std::function<Wire(int, Wire)> answer_;
  std::thread thread_;
};

Wire reply_with(Wire query, std::uint8_t last_octet) {
  const Wire record{0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 30, 0, 4, 10, 0, 0, last_octet};
  query[2] |= 0x80;
  query[7] = 1;
  query.insert(query.end(), record.begin(), record.end());
  return query;
}

Totals load(const Responder& responder, Options options = {.duration = std::chrono::milliseconds(50)}) {
  Questions questions;
  questions.add("www.example 1 1 10.0.0.1+1", false);
  options.server = responder.address;
  return run_udp(options, questions);
}

}  // namespace

TEST_CASE("every reply is counted, the wrong ones as wrong") {
  Responder responder([](int n, Wire query) { return reply_with(std::move(query), n % 3 == 0 ? 9 : 1); });
  const Totals totals = load(responder);
  CHECK(totals.sent > 0);
  CHECK(totals.sent == totals.right + totals.wrong);
  CHECK(totals.wrong == (totals.sent + 2) / 3);
  CHECK(totals.first_mistake == "an address that is not of this name");
  CHECK(totals.lost == 0);
}

TEST_CASE("what is never answered is lost") {
  Responder responder([](int n, Wire query) { return n == 5 ? Wire() : reply_with(std::move(query), 1); });
  const Totals totals = load(responder);
  CHECK(totals.lost == 1);
  CHECK(totals.sent == totals.right + 1);
  CHECK(totals.wrong == 0);
}

TEST_CASE("a reply with another id is nobody's") {
  Responder responder([](int n, Wire query) {
    Wire reply = reply_with(std::move(query), 1);
    if (n == 5) reply[0] ^= 0x80;
    return reply;
  });
  const Totals totals = load(responder);
  CHECK(totals.stray == 1);
  CHECK(totals.lost == 1);
  CHECK(totals.sent == totals.right + 1);
}

TEST_CASE("who is told to end asks no more, and waits for what is under way") {
  std::atomic<bool> told = false;
  Responder responder([&told](int n, Wire query) {
    if (n == 20) told = true;
    return reply_with(std::move(query), 1);
  });
  const double rate = GENERATE(0.0, 1e5);
  const Totals totals = load(responder, {.duration = std::chrono::hours(1), .rate = rate, .ending = &told});
  CHECK(totals.right >= 20);
  // Waited for is not always answered: where the server is starved, its kernel drops some.
  CHECK(totals.right + totals.lost == totals.sent);
}
