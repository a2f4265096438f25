// How a load run is made.
#pragma once

#include <netinet/in.h>

#include <atomic>
#include <chrono>
#include <string>

namespace rota::bench {

struct Options {
  std::string questions{};
  sockaddr_in server{};
  bool tcp = false;
  bool edns = false;
  std::chrono::milliseconds duration{3000};
  std::size_t sockets = 16;  // TCP: connections
  std::size_t window = 128;  // queries under way in all, the closed loop's only brake
  double rate = 0;           // queries a second; 0 = closed loop. UDP only
  std::uint64_t seed = 1;
  std::chrono::milliseconds patience{1000};   // a reply later than this is lost
  const std::atomic<bool>* ending = nullptr;  // true: it shall end before its time

  bool goes_on(std::chrono::steady_clock::time_point now, std::chrono::steady_clock::time_point end) const {
    return now < end && (ending == nullptr || !*ending);
  }
};

// With nothing to read a closed loop sleeps: a poll would make the server pay for each wake-up.
inline constexpr std::chrono::microseconds nap{20};

}  // namespace rota::bench
