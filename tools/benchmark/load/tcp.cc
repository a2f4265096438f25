#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <random>
#include <system_error>
#include <thread>

#include "load/run.h"
#include "load/slots.h"

namespace rota::bench {

namespace {

constexpr std::size_t room = 64 << 10;
constexpr std::size_t longest_frame = 2 + 288;

class Connection {
 public:
  Connection(const Options& options, const Questions& questions, Totals& totals, std::size_t slots);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() { ::close(fd_); }

  bool receive();
  bool ask(std::size_t question, Time now);
  void flush();

  Slots slots;

 private:
  void open();
  void reopen();

  const sockaddr_in& server_;
  int fd_ = -1;
  std::vector<std::uint8_t> in_ = std::vector<std::uint8_t>(room);
  std::vector<std::uint8_t> out_ = std::vector<std::uint8_t>(room);
  std::size_t in_size_ = 0;
  std::size_t out_size_ = 0;
};

Connection::Connection(const Options& options, const Questions& questions, Totals& totals, std::size_t count)
    : slots(questions, totals, count), server_(options.server) {
  open();
}

void Connection::open() {
  const int on = 1;
  fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd_ < 0 || ::connect(fd_, reinterpret_cast<const sockaddr*>(&server_), sizeof server_) != 0)
    throw std::system_error(errno, std::generic_category(), "TCP connection");
  ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

// What was under way on the old connection is lost.
void Connection::reopen() {
  ::close(fd_);
  slots.expire(Time::max());
  in_size_ = out_size_ = 0;
  open();
}

bool Connection::receive() {
  const ssize_t count = ::recv(fd_, in_.data() + in_size_, in_.size() - in_size_, MSG_DONTWAIT);
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) return false;
  if (count <= 0) {
    reopen();
    return false;
  }
  in_size_ += static_cast<std::size_t>(count);
  const Time now = Clock::now();
  std::size_t at = 0;
  while (at + 2 <= in_size_) {
    const std::size_t size = static_cast<std::size_t>(in_[at] << 8 | in_[at + 1]);
    if (at + 2 + size > in_size_) break;
    slots.take({in_.data() + at + 2, size}, now);
    at += 2 + size;
  }
  in_size_ -= at;
  std::memmove(in_.data(), in_.data() + at, in_size_);
  return true;
}

bool Connection::ask(std::size_t question, Time now) {
  if (!slots.has_room() || out_.size() - out_size_ < longest_frame) return false;
  std::uint8_t* out = out_.data() + out_size_;
  const std::size_t size = slots.ask(question, now, out + 2);
  out[0] = static_cast<std::uint8_t>(size >> 8);
  out[1] = static_cast<std::uint8_t>(size);
  out_size_ += 2 + size;
  return true;
}

void Connection::flush() {
  if (out_size_ == 0) return;
  const ssize_t count = ::send(fd_, out_.data(), out_size_, MSG_DONTWAIT | MSG_NOSIGNAL);
  if (count <= 0) return;  // a connection that has ended is seen by receive()
  out_size_ -= static_cast<std::size_t>(count);
  std::memmove(out_.data(), out_.data() + count, out_size_);
}

}  // namespace

Totals run_tcp(const Options& options, const Questions& questions) {
  Totals totals;
  std::vector<std::unique_ptr<Connection>> connections;
  for (std::size_t i = 0; i < options.sockets; ++i)
    connections.push_back(std::make_unique<Connection>(
        options, questions, totals, std::max<std::size_t>(1, options.window / options.sockets)));
  std::minstd_rand dice(static_cast<std::uint32_t>(options.seed));
  std::uniform_int_distribution<std::size_t> pick(0, questions.count() - 1);
  const Time begin = Clock::now();
  const Time end = begin + options.duration;
  bool asking = true, waiting = true;
  for (Time now = begin; asking || waiting; now = Clock::now()) {
    asking = options.goes_on(now, end);
    bool some = false;
    waiting = false;
    for (auto& connection : connections) {
      if (connection->slots.waits() && connection->receive()) some = true;
      while (asking && connection->ask(pick(dice), now)) {
      }
      connection->flush();
      if (!asking) connection->slots.expire(now - options.patience);
      if (connection->slots.waits()) waiting = true;
    }
    if (!some) std::this_thread::sleep_for(nap);
  }
  totals.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  return totals;
}

}  // namespace rota::bench
