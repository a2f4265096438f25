// A plain stream: what goes through, what has to come first, and its ends.
#include "serve/listeners/stream.h"

#include <sys/socket.h>

#include <array>
#include <catch2/catch.hpp>

#include "support/stream.h"

using namespace rota;
using namespace rota::serve;
using test::Octets;
using State = Stream::State;

namespace {

struct Connected {
  Stream::Progress read() { return stream->read(room); }
  // Until it takes no more; how many it took.
  std::size_t fill() {
    const Octets octets(1 << 16, 'x');
    std::size_t out = 0;
    for (;;) {
      const Stream::Progress wrote = stream->write(octets);
      if (wrote.state != State::done) return wrote.state == State::room ? out : 0;
      out += wrote.octets;
    }
  }

  test::Pair pair;
  boost::asio::io_context loop{1};
  std::unique_ptr<Stream> stream = test::stream(loop, pair);
  std::array<std::uint8_t, 4> room{};
};

}  // namespace

TEST_CASE("a stream hands out what has come, as much as there is room for, and waits for input") {
  Connected it;
  CHECK(it.read().state == State::input);
  it.pair.send({1, 2, 3, 4, 5});
  const Stream::Progress first = it.read();
  CHECK((first.state == State::done && first.octets == 4));
  CHECK(it.room == std::array<std::uint8_t, 4>{1, 2, 3, 4});
  const Stream::Progress rest = it.read();
  CHECK((rest.state == State::done && rest.octets == 1));
  CHECK(it.room[0] == 5);
  CHECK(it.read().state == State::input);
  CHECK_FALSE(it.stream->has_more());
}

TEST_CASE("a stream takes what the peer has room for, and then waits for room") {
  Connected it;
  const std::size_t taken = it.fill();
  CHECK(taken > 0);
  CHECK(it.stream->write(Octets{1}).state == State::room);
  std::size_t arrived = 0;
  for (Octets some = it.pair.receive(); !some.empty(); some = it.pair.receive()) arrived += some.size();
  CHECK(arrived == taken);
  CHECK(it.stream->write(Octets{1}).state == State::done);
}

TEST_CASE("a stream is over when the peer has closed it, both ways") {
  Connected it;
  it.pair.send({1});
  it.pair.peer = Socket(-1);
  CHECK(it.read().state == State::done);
  CHECK(it.read().state == State::over);
  CHECK(it.stream->write(Octets{1}).state == State::over);
}

TEST_CASE("a stream that is finished shows its end to the peer, and can be read still") {
  Connected it;
  it.stream->finish();
  CHECK(it.pair.has_ended());
  it.pair.send({1});
  CHECK(it.read().state == State::done);
}

TEST_CASE("a stream that is drained hands out what has arrived, and then its end") {
  Connected it;
  it.pair.send({1});
  it.stream->drain();
  CHECK(it.read().state == State::done);
  CHECK(it.read().state == State::over);
  CHECK(it.stream->write(Octets{1}).state == State::done);
}
