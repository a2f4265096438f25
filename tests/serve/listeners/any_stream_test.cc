// A connection over a stream that is not plain, as TLS is: it may hold more than its socket
// tells of, need input before it can write, and room before it can read.
#include <catch2/catch.hpp>
#include <deque>

#include "serve/listeners/tcp_connection.h"
#include "support/server.h"
#include "support/stream.h"

using namespace rota;
using namespace rota::serve;
using test::Octets;
using test::TcpClient;
using State = Stream::State;
using Wait = TcpConnection::Wait;

namespace {

// What the next calls give; what was written.
struct Script {
  std::deque<Octets> arrives;       // one a read
  std::deque<State> reads, writes;  // not done: before anything else
  bool has_more = false;
  Octets written;
};

class ScriptedStream final : public Stream {
 public:
  ScriptedStream(Script& script, TcpSocket socket) : script_(script), socket_(std::move(socket)) {}

  Progress read(std::span<std::uint8_t> into) override {
    if (const State state = next(script_.reads); state != State::done) return {state};
    if (script_.arrives.empty()) return {State::input};
    const Octets octets = script_.arrives.front();
    script_.arrives.pop_front();
    std::ranges::copy(octets, into.begin());
    return {State::done, octets.size()};
  }
  Progress write(Bytes octets) override {
    if (const State state = next(script_.writes); state != State::done) return {state};
    script_.written.insert(script_.written.end(), octets.begin(), octets.end());
    return {State::done, octets.size()};
  }
  bool has_more() const override { return script_.has_more; }
  void finish() override {}
  TcpSocket& socket() override { return socket_; }

 private:
  static State next(std::deque<State>& states) {
    if (states.empty()) return State::done;
    const State out = states.front();
    states.pop_front();
    return out;
  }

  Script& script_;
  TcpSocket socket_;
};

struct Connected {
  Connected() {
    test::publish_example(source);
    answerer.look();
  }
  Wait turn() { return connection.take_turn(*buffers, Time(seconds(1))); }

  Published<snapshot::Snapshot> source;
  Answerer answerer{source, Dice(1), test::some_counters()};
  std::unique_ptr<TcpBuffers> buffers =
      std::make_unique<TcpBuffers>(answerer, test::over(test::Transport::tcp));
  boost::asio::io_context loop{1};
  Script script;
  TcpConnection connection{std::make_unique<ScriptedStream>(script, TcpSocket(loop)),
                           *parse_address("192.0.2.9"), seconds(30), Time()};
};

const Octets asked = TcpClient::framed(test::query(7));

}  // namespace

TEST_CASE("while a stream holds more, its connection takes turn after turn without news of the socket") {
  Connected it;
  it.script.arrives = {asked, asked};
  it.script.has_more = true;
  CHECK(it.turn() == Wait::none);
  it.script.has_more = false;
  CHECK(it.turn() == Wait::input);
  CHECK(it.script.written.size() % 2 == 0);
  CHECK(it.script.arrives.empty());
  CHECK_FALSE(it.script.written.empty());
}

TEST_CASE("a stream that needs room to be read gets it, and then is read") {
  Connected it;
  it.script.arrives = {asked};
  it.script.reads = {State::room};
  CHECK(it.turn() == Wait::room);
  CHECK(it.script.written.empty());
  CHECK(it.turn() == Wait::input);
  CHECK_FALSE(it.script.written.empty());
}

TEST_CASE("a stream that needs input to be written gets it, and then nothing is read before all is sent") {
  Connected it;
  it.script.arrives = {asked, asked};
  it.script.writes = {State::input, State::input};
  it.script.has_more = true;  // which does not matter while it sends
  CHECK(it.turn() == Wait::input);
  CHECK(it.turn() == Wait::input);
  CHECK(it.script.arrives.size() == 1);
  CHECK(it.script.written.empty());
  CHECK(it.turn() == Wait::none);
  const std::size_t one = it.script.written.size();
  CHECK(one > 0);
  it.turn();
  CHECK(it.script.written.size() == 2 * one);
}

TEST_CASE("a stream that fails while it writes is over, and so is its connection") {
  Connected it;
  it.script.arrives = {asked};
  it.script.writes = {State::over};
  CHECK(it.turn() == Wait::nothing);
}

TEST_CASE("a connection may be as long idle as its listener says") {
  Connected it;
  it.script.arrives = {asked};
  it.turn();
  CHECK(it.connection.limit() == Time(seconds(31)));
}
