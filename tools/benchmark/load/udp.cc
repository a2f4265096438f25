#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <random>
#include <system_error>
#include <thread>

#include "load/run.h"
#include "load/slots.h"

namespace rota::bench {

namespace {

constexpr std::size_t batch_size = 32;
constexpr std::size_t query_size = 288;  // header, longest name, type and class, OPT
constexpr std::size_t reply_size = 1500;
// A generator that was kept from running sends no burst of everything it has missed.
constexpr std::chrono::milliseconds latest{2};

class Socket {
 public:
  Socket(const Options& options, const Questions& questions, Totals& totals, std::size_t slots);
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  ~Socket() { ::close(fd_); }

  // Reads what is there; false when nothing is.
  bool receive();
  // Queues one query if a slot is free; it leaves with flush().
  bool ask(std::size_t question, Time now);
  void flush();

  Slots slots;

 private:
  int fd_;
  std::array<mmsghdr, batch_size> in_{};
  std::array<mmsghdr, batch_size> out_{};
  std::array<iovec, batch_size> in_parts_{};
  std::array<iovec, batch_size> out_parts_{};
  std::array<std::array<std::uint8_t, reply_size>, batch_size> replies_{};
  std::array<std::array<std::uint8_t, query_size>, batch_size> queries_{};
  unsigned queued_ = 0;
};

Socket::Socket(const Options& options, const Questions& questions, Totals& totals, std::size_t room)
    : slots(questions, totals, room), fd_(::socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {
  const auto* server = reinterpret_cast<const sockaddr*>(&options.server);
  const int buffer = 4 << 20;
  if (fd_ < 0 || ::connect(fd_, server, sizeof options.server) != 0)
    throw std::system_error(errno, std::generic_category(), "UDP socket");
  ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
  for (std::size_t i = 0; i < batch_size; ++i) {
    in_parts_[i] = {replies_[i].data(), reply_size};
    in_[i].msg_hdr.msg_iov = &in_parts_[i];
    in_[i].msg_hdr.msg_iovlen = 1;
    out_[i].msg_hdr.msg_iov = &out_parts_[i];
    out_[i].msg_hdr.msg_iovlen = 1;
  }
}

bool Socket::receive() {
  const int count = ::recvmmsg(fd_, in_.data(), batch_size, MSG_DONTWAIT, nullptr);
  if (count <= 0) return false;
  const Time now = Clock::now();
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i)
    slots.take({replies_[i].data(), in_[i].msg_len}, now);
  return true;
}

bool Socket::ask(std::size_t question, Time now) {
  if (!slots.has_room()) return false;
  out_parts_[queued_] = {queries_[queued_].data(), slots.ask(question, now, queries_[queued_].data())};
  if (++queued_ == batch_size) flush();
  return true;
}

// What the kernel does not take is not sent again: it is lost.
void Socket::flush() {
  for (unsigned sent = 0; sent < queued_;) {
    const int count = ::sendmmsg(fd_, out_.data() + sent, queued_ - sent, 0);
    sent += count > 0 ? static_cast<unsigned>(count) : 1;
  }
  queued_ = 0;
}

class UdpRun {
 public:
  UdpRun(const Options& options, const Questions& questions);
  Totals run();

 private:
  void closed_loop(Time end);
  void open_loop(Time begin, Time end);
  void expire_sometimes(Time now);
  bool receive_all();
  std::size_t any_question() { return pick_(dice_); }

  const Options& options_;
  Totals totals_;
  std::vector<std::unique_ptr<Socket>> sockets_;
  std::minstd_rand dice_;
  std::uniform_int_distribution<std::size_t> pick_;
  Time expired_ = Clock::now();
};

UdpRun::UdpRun(const Options& options, const Questions& questions)
    : options_(options), dice_(static_cast<std::uint32_t>(options.seed)), pick_(0, questions.count() - 1) {
  // At a rate nothing but time holds queries back, so there is room for many.
  const std::size_t slots =
      options.rate > 0 ? Slots::most : std::max<std::size_t>(1, options.window / options.sockets);
  for (std::size_t i = 0; i < options.sockets; ++i)
    sockets_.push_back(std::make_unique<Socket>(options, questions, totals_, slots));
}

bool UdpRun::receive_all() {
  bool some = false;
  for (auto& socket : sockets_)
    if (socket->slots.waits() && socket->receive()) some = true;
  return some;
}

void UdpRun::expire_sometimes(Time now) {
  if (now - expired_ < options_.patience / 10) return;
  expired_ = now;
  for (auto& socket : sockets_) socket->slots.expire(now - options_.patience);
}

void UdpRun::closed_loop(Time end) {
  for (Time now = Clock::now(); options_.goes_on(now, end); now = Clock::now()) {
    bool some = false;
    for (auto& socket : sockets_) {
      if (socket->slots.waits() && socket->receive()) some = true;
      while (socket->ask(any_question(), now)) {
      }
      socket->flush();
    }
    expire_sometimes(now);
    if (!some) std::this_thread::sleep_for(nap);
  }
}

void UdpRun::open_loop(Time begin, Time end) {
  const auto gap =
      std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(1 / options_.rate));
  Time due = begin;
  std::size_t turn = 0;
  for (Time now = begin; options_.goes_on(now, end); now = Clock::now()) {
    due = std::max(due, now - latest);
    for (; due <= now; due += gap) {
      Socket& socket = *sockets_[turn++ % sockets_.size()];
      if (!socket.ask(any_question(), now)) ++totals_.lost;
      socket.flush();
    }
    const bool some = receive_all();
    expire_sometimes(now);
    if (!some && due - now > nap) std::this_thread::sleep_for(nap);
  }
}

Totals UdpRun::run() {
  const Time begin = Clock::now();
  const Time end = begin + options_.duration;
  options_.rate > 0 ? open_loop(begin, end) : closed_loop(end);
  const auto waits = [](const auto& socket) { return socket->slots.waits(); };
  while (std::any_of(sockets_.begin(), sockets_.end(), waits)) {
    if (!receive_all()) std::this_thread::sleep_for(nap);
    expire_sometimes(Clock::now());
  }
  totals_.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  return totals_;
}

}  // namespace

Totals run_udp(const Options& options, const Questions& questions) {
  return UdpRun(options, questions).run();
}

}  // namespace rota::bench
