// Sockets handed from workers to workers, and a crowd that asks meanwhile.
#pragma once

#include <unistd.h>

#include <atomic>
#include <thread>
#include <utility>
#include <vector>

#include "serve/worker.h"
#include "support/server.h"

namespace rota::test {

// The same sockets once more, under other numbers.
inline Inherited hand_on(const std::vector<NamedSocket>& sockets) {
  static int free = 700;
  const int first = std::exchange(free, free + static_cast<int>(sockets.size()));
  for (std::size_t i = 0; i < sockets.size(); ++i) ::dup2(sockets[i].descriptor, first + static_cast<int>(i));
  return Inherited::adopt(describe(sockets), first).value();
}

inline Inherited hand_on(const serve::Workers& workers) { return hand_on(workers.sockets().value()); }

// What workers answer from and count in.
struct Example {
  Example() { publish_example(source); }

  Published<snapshot::Snapshot> source;
  OpenCounters all_counters;
};

// Asks over UDP and TCP, each time from another port, until it is to end; counts what
// was not answered.
class Crowd {
 public:
  explicit Crowd(const Endpoint& endpoint) : endpoint_(endpoint) {
    for (int i = 0; i < 2; ++i) {
      threads_.emplace_back([this] { ask_over_udp(); });
      threads_.emplace_back([this] { ask_over_tcp(); });
    }
    wait(50);
  }
  ~Crowd() { finish(); }

  // Until so many more questions were answered.
  void wait(std::size_t more) const {
    for (const std::size_t goal = asked_ + more; asked_ < goal;) std::this_thread::yield();
  }
  std::size_t finish() {
    ending_ = true;
    threads_.clear();
    return lost_;
  }

 private:
  void ask_over_udp() {
    while (!ending_) {
      UdpClient client(endpoint_);
      count(client.send(query(7)) && answers(client.receive(), 7));
    }
  }
  void ask_over_tcp() {
    while (!ending_) {
      TcpClient client(endpoint_);
      count(client.is_connected() && client.send(TcpClient::framed(query(8))) &&
            answers(client.message(), 8));
    }
  }
  void count(bool good) {
    lost_ += good ? 0 : 1;
    ++asked_;
  }

  Endpoint endpoint_;
  std::atomic<bool> ending_{false};
  std::atomic<std::size_t> asked_{0}, lost_{0};
  std::vector<std::jthread> threads_;
};

}  // namespace rota::test
