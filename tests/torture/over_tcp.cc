// Odd messages over TCP, cut in two where it falls: on each connection some that are
// owed a reply, a good question behind them, and then what ends the connection.
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <system_error>
#include <vector>

#include "base/bytes.h"
#include "support/odd_world.h"
#include "support/promises.h"
#include "torture/odd_packets.h"
#include "torture/runs.h"

namespace rota::torture {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t most_messages = 15;  // of one connection, before the good one
constexpr std::uint64_t most_hangs = 3;
constexpr std::chrono::seconds patience{10};
// A server may give up a client that stood still for longer.
constexpr std::chrono::seconds slow_client{1};

class Connection {
 public:
  explicit Connection(const sockaddr_in& server) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const timeval limit{patience.count(), 0};
    if (fd_ < 0 || ::connect(fd_, reinterpret_cast<const sockaddr*>(&server), sizeof server) != 0)
      throw std::system_error(errno, std::generic_category(), "TCP connection");
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() { ::close(fd_); }

  void send(Bytes octets) {
    while (!octets.empty()) {
      const ssize_t sent = ::send(fd_, octets.data(), octets.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      octets = octets.subspan(static_cast<std::size_t>(sent));
    }
  }

  // That many octets; fewer when it ends before.
  Octets receive(std::size_t size) {
    Octets out(size);
    std::size_t done = 0;
    while (done < size) {
      const ssize_t got = ::recv(fd_, out.data() + done, size - done, 0);
      if (got <= 0) break;
      done += static_cast<std::size_t>(got);
    }
    out.resize(done);
    return out;
  }

  // Nothing when it ends before a whole message has come.
  Octets receive_message() {
    const Octets length = receive(2);
    if (length.size() < 2) return {};
    const std::size_t size = load16(length.data());
    Octets out = receive(size);
    return out.size() == size ? out : Octets();
  }

 private:
  int fd_;
};

class TcpThrower {
 public:
  explicit TcpThrower(const Options& options)
      : options_(options), odd_(options.seed, test::odd_names()), dice_(options.seed) {}

  Findings run() {
    while (found_.thrown < options_.count && found_.hangs < most_hangs) throw_connection();
    return std::move(found_);
  }

 private:
  void throw_connection() {
    std::vector<Octets> asked;
    Octets last = odd_.next();
    for (; asked.size() < most_messages && test::wants_reply(last); last = odd_.next()) asked.push_back(last);
    found_.thrown += asked.size() + 1;
    asked.push_back(test::Packet().question(options_.good, 1).opt());
    Octets stream;
    for (const Octets& message : asked) put_message(stream, message);

    const auto began = Clock::now();
    Connection connection(options_.server);
    const std::size_t cut = dice_.roll() % stream.size();
    connection.send(Bytes(stream).first(cut));
    connection.send(Bytes(stream).subspan(cut));
    for (const Octets& message : asked)
      if (!take(message, connection.receive_message(), began)) return;
    end(connection, last);
  }

  static void put_message(Octets& stream, const Octets& message) {
    test::put16(stream, message.size());
    test::put(stream, message);
  }

  bool take(const Octets& message, const Octets& reply, Clock::time_point began) {
    if (reply.empty()) {
      if (Clock::now() - began < slow_client || Clock::now() - began >= patience)
        found_.note(found_.hangs, "a message over TCP has no answer", message);
      return false;
    }
    ++found_.replies;
    if (const char* broken = test::broken_promise(message, reply, true))
      found_.note(found_.broken, broken, message);
    else
      ++found_.rcodes[reply[3] & 15];
    return true;
  }

  // What is owed no reply ends the connection without one.
  void end(Connection& connection, const Octets& last) {
    if (test::wants_reply(last)) return;
    if (last.size() > 2) ++found_.responses;
    Octets stream;
    put_message(stream, last);
    connection.send(stream);
    if (!connection.receive(1).empty())
      found_.note(found_.answered_responses, "an answer where none may be", last);
  }

  const Options& options_;
  OddPackets odd_;
  Dice dice_;
  Findings found_;
};

}  // namespace

Findings run_tcp(const Options& options) { return TcpThrower(options).run(); }

}  // namespace rota::torture
