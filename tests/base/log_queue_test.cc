#include "base/log_queue.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <string>
#include <thread>
#include <utility>

using namespace rota;
using namespace std::chrono_literals;

namespace {

constexpr auto soon = 10s;  // never reached where things go well

// The one end is full from the start and nobody reads the other.
class FullPipe {
 public:
  FullPipe() {
    REQUIRE(::pipe2(ends_.data(), O_CLOEXEC) == 0);
    ::fcntl(ends_[1], F_SETFL, O_NONBLOCK);
    const std::string stuffing(4096, '.');
    while (::write(ends_[1], stuffing.data(), stuffing.size()) > 0) stuffed_ += stuffing.size();
    ::fcntl(ends_[1], F_SETFL, 0);
  }
  ~FullPipe() {
    close_reader();
    ::close(ends_[1]);
  }
  FullPipe(const FullPipe&) = delete;
  FullPipe& operator=(const FullPipe&) = delete;

  int file() const { return ends_[1]; }
  void empty() { take(stuffed_); }
  std::string read_line() {
    std::string out;
    while (!out.ends_with('\n')) out += take(1);
    return out;
  }
  void close_reader() {
    if (ends_[0] >= 0) ::close(std::exchange(ends_[0], -1));
  }

 private:
  std::string take(std::size_t size) {
    std::string out(size, '\0');
    for (std::size_t got = 0; got < size;) {
      const ssize_t more = ::read(ends_[0], out.data() + got, size - got);
      REQUIRE(more > 0);
      got += static_cast<std::size_t>(more);
    }
    return out;
  }

  std::array<int, 2> ends_{};
  std::size_t stuffed_ = 0;
};

std::string tell(std::uint64_t count) { return "dropped " + std::to_string(count) + "\n"; }

}  // namespace

TEST_CASE("a log line waits for nobody, and what does not fit is counted and told") {
  FullPipe pipe;
  const std::string longest = std::string(93, 'x') + "\n";
  LogQueue queue(pipe.file(), 100, tell);
  queue.start();
  queue.put("first\n");
  queue.put(longest);
  for (int i = 0; i < 1000; ++i) queue.put("lost\n");
  CHECK(queue.dropped() == 1000);
  pipe.empty();
  CHECK(pipe.read_line() == "first\n");
  CHECK(pipe.read_line() == longest);
  CHECK(pipe.read_line() == "dropped 1000\n");
  queue.put("again\n");
  CHECK(pipe.read_line() == "again\n");
}

TEST_CASE("flushing a log waits for its lines, and no longer than it is allowed to") {
  FullPipe pipe;
  const bool has_thread = GENERATE(true, false);
  LogQueue queue(pipe.file(), 1000, tell);
  if (has_thread) queue.start();
  queue.put("line\n");
  const auto begin = std::chrono::steady_clock::now();
  queue.flush(50ms);
  CHECK(std::chrono::steady_clock::now() - begin >= 50ms);
  std::thread reader([&] { pipe.empty(); });
  queue.flush(soon);
  reader.join();
  CHECK(std::chrono::steady_clock::now() - begin < soon);
  CHECK(pipe.read_line() == "line\n");
}

TEST_CASE("a log whose thread is stuck in a write can be left behind") {
  FullPipe pipe;
  {
    LogQueue queue(pipe.file(), 1000, tell);
    queue.start();
    queue.put("line\n");
  }
  pipe.empty();
  CHECK(pipe.read_line() == "line\n");
}

TEST_CASE("lines to a file that takes none are counted") {
  std::signal(SIGPIPE, SIG_IGN);
  FullPipe pipe;
  pipe.close_reader();
  LogQueue queue(pipe.file(), 1000, tell);
  queue.put("line\n");
  CHECK(queue.dropped() == 1);
  queue.start();
  queue.put("line\n");
  queue.flush(soon);
  CHECK(queue.dropped() == 2);
}

TEST_CASE("a log to a file that somebody made non-blocking loses nothing") {
  FullPipe pipe;
  ::fcntl(pipe.file(), F_SETFL, O_NONBLOCK);
  LogQueue queue(pipe.file(), 1000, tell);
  queue.start();
  queue.put("line\n");
  queue.flush(20ms);
  pipe.empty();
  CHECK(pipe.read_line() == "line\n");
  CHECK(queue.dropped() == 0);
}

TEST_CASE("what a file did not take before a log has its thread comes in order once it has") {
  FullPipe pipe;
  LogQueue queue(pipe.file(), 100'000, tell);
  queue.put("first\n");
  queue.start();
  queue.put("second\n");
  pipe.empty();
  CHECK(pipe.read_line() == "first\n");
  CHECK(pipe.read_line() == "second\n");
}

TEST_CASE("before a log has its thread, lines go to a file that takes them, the longest too") {
  FullPipe pipe;
  pipe.empty();
  LogQueue queue(pipe.file(), 100'000, tell);
  const std::string line = std::string(10'000, 'x') + "\n";
  queue.put(line);
  CHECK(pipe.read_line() == line);
}
