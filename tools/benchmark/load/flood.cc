// Floods a DNS server with questions and reads no reply. They leave in bundles, which
// the kernel takes apart (UDP_SEGMENT), so that one core sends more than another answers.
#include <netinet/udp.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <memory>
#include <random>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <thread>

#include "load/endpoint.h"
#include "load/options.h"
#include "load/questions.h"

namespace {

using namespace rota::bench;
using Clock = std::chrono::steady_clock;
using Time = Clock::time_point;

constexpr const char* usage =
    "usage: bench_flood --server ADDRESS:PORT --questions FILE --rate QPS [--seconds S] [--seed N]\n";
constexpr std::size_t sockets = 16;
// What was missed while others ran is not made up for in one burst.
constexpr std::chrono::milliseconds latest{5};

volatile std::sig_atomic_t told_to_end = 0;
void end_soon(int) { told_to_end = 1; }

struct Flood {
  sockaddr_in server{};
  std::string questions;
  double rate = 0, seconds = 1;
  std::uint32_t seed = 1;
};

Flood parse(int count, char** words) {
  Flood out;
  if (count % 2 == 0) throw std::invalid_argument("an option wants a value");
  for (int i = 1; i < count; i += 2) {
    const std::string_view key = words[i];
    const std::string value = words[i + 1];
    if (key == "--server")
      out.server = endpoint(value);
    else if (key == "--questions")
      out.questions = value;
    else if (key == "--rate")
      out.rate = std::stod(value);
    else if (key == "--seconds")
      out.seconds = std::stod(value);
    else if (key == "--seed")
      out.seed = static_cast<std::uint32_t>(std::stoul(value));
    else
      throw std::invalid_argument("unknown: " + std::string(key));
  }
  if (out.server.sin_port == 0 || out.questions.empty() || !(out.rate > 0))
    throw std::invalid_argument("--server, --questions and --rate are needed");
  return out;
}

// A bundle asks one question again and again, so that all its parts have one size.
class Flooder {
 public:
  static constexpr std::size_t bundle_size = 32;

  explicit Flooder(const sockaddr_in& server) : fd_(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    const int small = 1;  // the least that the kernel grants: replies are not read
    if (fd_ < 0 || ::connect(fd_, reinterpret_cast<const sockaddr*>(&server), sizeof server) != 0)
      throw std::system_error(errno, std::generic_category(), "UDP socket");
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
  }
  Flooder(const Flooder&) = delete;
  Flooder& operator=(const Flooder&) = delete;
  ~Flooder() { ::close(fd_); }

  // How many left: all or none.
  std::size_t ask(Bytes query) {
    std::size_t size = 0;
    for (std::size_t i = 0; i < bundle_size; ++i) {
      std::copy(query.begin(), query.end(), &bundle_[size]);
      bundle_[size] = static_cast<std::uint8_t>(i);  // of the id
      size += query.size();
    }
    const int part = static_cast<int>(query.size());
    if (::setsockopt(fd_, IPPROTO_UDP, UDP_SEGMENT, &part, sizeof part) != 0)
      throw std::system_error(errno, std::generic_category(), "UDP_SEGMENT");
    return ::send(fd_, bundle_.data(), size, MSG_DONTWAIT) < 0 ? 0 : bundle_size;
  }

 private:
  static constexpr std::size_t longest_query = 288;

  int fd_;
  std::array<std::uint8_t, bundle_size * longest_query> bundle_{};
};

Clock::duration duration_of(double seconds) {
  return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
}

// How many questions left.
std::uint64_t flood(const Flood& options, const Questions& questions) {
  std::vector<std::unique_ptr<Flooder>> flooders;
  for (std::size_t i = 0; i < sockets; ++i) flooders.push_back(std::make_unique<Flooder>(options.server));
  std::minstd_rand dice(options.seed);
  std::uniform_int_distribution<std::size_t> pick(0, questions.count() - 1);
  const auto gap = duration_of(Flooder::bundle_size / options.rate);
  std::uint64_t asked = 0;
  Time due = Clock::now();
  const Time end = due + duration_of(options.seconds);
  for (Time now = due; now < end && told_to_end == 0; now = Clock::now()) {
    for (due = std::max(due, now - latest); due <= now; due += gap)
      asked += flooders[dice() % sockets]->ask(questions.query(questions[pick(dice)]));
    std::this_thread::sleep_for(nap);
  }
  return asked;
}

}  // namespace

int main(int count, char** words) {
  std::signal(SIGTERM, end_soon);
  ::prctl(PR_SET_TIMERSLACK, 1000UL);
  try {
    const Flood options = parse(count, words);
    const auto begin = Clock::now();
    const std::uint64_t asked = flood(options, read_questions(options.questions, false));
    std::printf("{\"sent\": %lu, \"seconds\": %.4f}\n", asked,
                std::chrono::duration<double>(Clock::now() - begin).count());
    return 0;
  } catch (const std::invalid_argument& wrong) {
    std::fprintf(stderr, "bench_flood: %s\n%s", wrong.what(), usage);
    return 2;
  } catch (const std::exception& failed) {
    std::fprintf(stderr, "bench_flood: %s\n", failed.what());
    return 1;
  }
}
