// When more requests come over UDP than can be answered, the receive buffer fills, and
// from then on whatever is answered has waited as long as the whole of it takes: who
// asked has given up by then, or asked again. So as many as cannot be answered are turned
// away at the listening socket, by the kernel, which does it for little (a socket filter that rolls
// dice), and the others do not wait. A queue that a pause has left, and that overflows no
// more, is answered whole, however late.
//
// Pure: it is told of batches, the time and the queue, and says what share to let in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/clock.h"

namespace rota::serve {

class Overload {
 public:
  // A socket's queue as the kernel tells of it.
  struct Queue {
    std::uint64_t dropped = 0;  // requests that were turned away, or had no room, since ever
    std::size_t waiting = 0;    // requests, about
  };

  // Whether it says who comes in: then it is told of all batches, and when nothing came;
  // else of full ones.
  bool is_acting() const { return capacity_ > 0; }
  void rest() { span_.reset(); }  // a batch was not full: nobody waits

  // A batch of so many was answered. The share of requests to let in from now on; nothing:
  // as before; 1: all.
  std::optional<double> judge(std::size_t batch, bool is_full, Time now, const Queue& queue);

 private:
  // What is looked back on.
  struct Span {
    Time began{}, last{};                     // a batch ended
    std::uint64_t dropped = 0;                // requests, before it
    std::uint64_t answered = 0, in_full = 0;  // the latter in full batches,
    double busy = 0;                          // which took so many seconds
  };

  void look_back(const Span& span, std::uint64_t dropped);
  double share(std::size_t waiting);

  std::optional<Span> span_;
  double capacity_ = 0;               // answers a second at best; 0: there is no overload
  double open_ = 1, told_share_ = 1;  // shares: while the queue is short; as told last
  bool is_long_ = false;              // the queue
};

}  // namespace rota::serve
