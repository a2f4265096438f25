#include "serve/listeners/tcp_buffers.h"

#include "stats/counts.h"

namespace rota::serve {

namespace count = stats::count;

std::size_t TcpBuffers::answer(Bytes input, const Address& peer) {
  std::size_t done = 0, received = 0;
  while (!is_full() && input.size() - done >= length_size) {
    const std::size_t size = load16(input.data() + done);
    if (input.size() - done - length_size < size) break;
    std::uint8_t* const out = output_.data() + written_;
    const std::span<std::uint8_t> room(out + length_size, over_.largest_reply);
    const Bytes request = input.subspan(done + length_size, size);
    const std::size_t reply = answerer_.answer(request, Peer(over_, peer, idle_), room);
    ++received;
    if (reply == 0) {
      met_nonsense_ = true;
      done = input.size();
      break;
    }
    store16(out, static_cast<std::uint16_t>(reply));
    written_ += length_size + reply;
    done += length_size + size;
  }
  answerer_.counters().add(count::received, received);
  answerer_.counters().add(count::answered, received - (met_nonsense_ ? 1 : 0));
  return done;
}

}  // namespace rota::serve
