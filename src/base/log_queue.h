// LogQueue: log lines on their way to a file that may stop taking them, such as a pipe
// that nobody reads. put() never waits: what the file does not take at once waits here, and
// from start() on a thread writes it. The octets that wait are limited: lines beyond that
// are dropped and counted, and a line of `tell` says how many, once there is room again.
//
// That thread may be stuck in a write for ever, so nothing waits for its end: it is
// detached, and what it works with goes with the last of the two.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace rota {

class LogQueue {
 public:
  // The line for this many dropped lines.
  using Tell = std::function<std::string(std::uint64_t)>;

  // `file` stays the caller's.
  LogQueue(int file, std::size_t most_octets, Tell tell);
  ~LogQueue();  // what waits is written still, as far as the file takes it
  LogQueue(const LogQueue&) = delete;
  LogQueue& operator=(const LogQueue&) = delete;

  // Once. Before it all calls come from one thread; std::system_error when there can be none.
  void start();

  void put(std::string line) noexcept;
  void drop() noexcept;                         // a line that could not even be made
  std::uint64_t dropped() const;                // so far; any thread
  void flush(std::chrono::milliseconds limit);  // returns once all is written, or after that time

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace rota
