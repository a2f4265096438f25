// Turns of one connection, on a clock of our own: what it answers, what it keeps,
// and until when it may live.
#include "serve/listeners/tcp_connection.h"

#include <catch2/catch.hpp>

#include "support/pair.h"
#include "support/server.h"
#include "support/stream.h"

using namespace rota;
using namespace rota::serve;
using stats::Closing;
using test::Octets;
using test::query;
using test::TcpClient;
using Wait = TcpConnection::Wait;

namespace {

struct Connected {
  explicit Connected(int type = SOCK_STREAM) : pair(type) {
    test::publish_example(source);
    answerer.look();
  }

  Wait turn_at(milliseconds at) { return connection.take_turn(*buffers, Time(at)); }
  Wait send_and_turn(const Octets& octets, milliseconds at) {
    pair.send(octets);
    return turn_at(at);
  }
  milliseconds limit() const {
    return std::chrono::duration_cast<milliseconds>(connection.limit().time_since_epoch());
  }

  Published<snapshot::Snapshot> source;
  test::OpenCounters all_counters;
  Answerer answerer{source, Dice(1), all_counters.add(test::tcp4)};
  std::unique_ptr<TcpBuffers> buffers =
      std::make_unique<TcpBuffers>(answerer, test::over(test::Transport::tcp));
  test::Pair pair;
  boost::asio::io_context loop{1};
  TcpConnection connection{test::stream(loop, pair), *parse_address("192.0.2.9"), usual_idle_limit,
                           Time(milliseconds(0))};
};

Octets framed(std::size_t count, std::string_view name = "www.example", std::size_t type = 1) {
  Octets out;
  for (std::size_t id = 0; id < count; ++id) test::put(out, TcpClient::framed(query(id, name, type)));
  return out;
}

// How many whole messages these are; 0 when octets are left over.
std::size_t messages_in(const Octets& octets) {
  std::size_t count = 0, at = 0;
  for (; at + 2 <= octets.size(); ++count) at += 2 + octets[at] * std::size_t{256} + octets[at + 1];
  return at == octets.size() ? count : 0;
}

// A peer that asks for far more than it reads, until the answers are stuck.
Wait get_stuck(Connected& it) {
  it.pair.send(framed(100, "big.example", 16));
  Wait wait = it.turn_at(milliseconds(0));
  for (int i = 0; i < 100 && wait == Wait::input; ++i)
    wait = it.send_and_turn(framed(100, "big.example", 16), milliseconds(0));
  for (int i = 0; i < 100; ++i) wait = it.turn_at(milliseconds(0));  // no room comes of itself
  return wait;
}

}  // namespace

TEST_CASE("P-62 all whole queries that have come are answered in one turn and one write") {
  Connected it(SOCK_SEQPACKET);
  CHECK(it.send_and_turn(framed(20), milliseconds(5)) == Wait::input);
  CHECK(messages_in(it.pair.receive()) == 20);
}

TEST_CASE("P-63 the first query is given 3 seconds, and an idle connection 10") {
  Connected it;
  CHECK(it.limit() == seconds(3));
  it.send_and_turn(framed(1), milliseconds(2900));
  CHECK(it.limit() == milliseconds(12900));
  it.send_and_turn(framed(1), milliseconds(9000));
  CHECK(it.limit() == seconds(19));
}

TEST_CASE("P-63 a message that has begun is given 2 seconds, however it trickles in") {
  Connected it;
  it.send_and_turn(framed(1), milliseconds(0));
  const Octets one = framed(1);
  for (std::size_t i = 0; i + 1 < one.size(); ++i) {
    CHECK(it.send_and_turn({one[i]}, milliseconds(1000 + 40 * i)) == Wait::input);
    CHECK(it.limit() == seconds(3));
  }
  it.send_and_turn({one.back()}, milliseconds(2900));
  CHECK(it.limit() == milliseconds(12900));
}

TEST_CASE("P-63 octets that are no message yet do not prolong the time for the first query") {
  Connected it;
  it.send_and_turn({0}, milliseconds(2000));
  CHECK(it.limit() == seconds(3));
}

TEST_CASE("P-63 a busy peer whose reads end within a query each time is not cut off") {
  Connected it;
  Octets stream = framed(1);
  stream.pop_back();
  it.send_and_turn(stream, milliseconds(0));
  for (int i = 1; i < 100; ++i) {  // the last octet of one query, all of the next but its last
    Octets next{1};
    test::put(next, stream);
    it.send_and_turn(next, seconds(i));
    REQUIRE(it.limit() == seconds(i + 2));
  }
}

TEST_CASE("P-63 whoever is over a limit is told apart by which it was") {
  Connected it;
  CHECK(it.connection.failure() == Closing::no_query);
  it.send_and_turn({0}, milliseconds(500));
  CHECK(it.connection.failure() == Closing::slow);
  it.send_and_turn({0}, milliseconds(600));  // an empty message: no query
  CHECK(it.connection.end() == Closing::malformed);
  Connected other;
  other.send_and_turn(framed(1), milliseconds(0));
  CHECK(other.connection.failure() == Closing::idle);
  CHECK(other.connection.end() == Closing::finished);
  other.send_and_turn({0}, milliseconds(9000));  // what is left of its time is less
  CHECK(other.connection.failure() == Closing::idle);
  Connected stuck;
  REQUIRE(get_stuck(stuck) == Wait::room);
  CHECK(stuck.connection.failure() == Closing::slow);
}

TEST_CASE("O-06 a peer that does not read is not read from, and given 2 seconds") {
  Connected it;
  REQUIRE(get_stuck(it) == Wait::room);
  CHECK(it.limit() == seconds(2));
  while (it.pair.send(framed(100)) > 0) {
  }
  for (int i = 1; i < 20; ++i) CHECK(it.turn_at(milliseconds(i)) == Wait::room);
  CHECK(it.pair.send(framed(1)) == 0);  // still nobody took any of it
  CHECK(it.limit() == seconds(2));
}

TEST_CASE(
    "O-06 to go on with what was read there must be room within 2 seconds, also when all was sent so far") {
  Connected it;
  CHECK(it.send_and_turn(framed(4, "big.example", 16), milliseconds(0)) == Wait::room);
  CHECK(messages_in(it.pair.receive()) == 2);
  CHECK(it.limit() == seconds(2));
  CHECK(it.turn_at(seconds(1)) == Wait::room);
  CHECK(it.turn_at(seconds(1)) == Wait::input);
  CHECK(messages_in(it.pair.receive()) == 2);
  CHECK(it.limit() == seconds(11));
}

TEST_CASE("O-06 what was stuck goes on, whole and in order, when the peer reads") {
  Connected it;
  REQUIRE(get_stuck(it) == Wait::room);
  Octets all;
  for (int i = 0; i < 1000; ++i) {
    const Octets more = it.pair.receive();
    test::put(all, more);
    if (it.turn_at(seconds(1)) == Wait::input && more.empty()) break;
  }
  CHECK(messages_in(all) > 0);
  CHECK(messages_in(all) % 100 == 0);
  CHECK(it.limit() == seconds(11));
}

TEST_CASE("P-65 to drain is to answer what has come, and to end") {
  Connected it;
  it.pair.send(framed(300));
  it.connection.drain(Time(seconds(1)));
  Wait wait = Wait::input;
  for (int i = 0; i < 1000 && wait != Wait::nothing; ++i) wait = it.turn_at(seconds(2));
  CHECK(wait == Wait::nothing);
  CHECK(it.limit() == seconds(3));  // and no turn made it longer
  Octets all;
  for (Octets more = it.pair.receive(); !more.empty(); more = it.pair.receive()) test::put(all, more);
  CHECK(messages_in(all) == 300);
}

TEST_CASE("P-61 after what is no query nothing more is answered, and the peer may take its time to close") {
  Connected it;
  Octets all = framed(2);
  test::put(all, {0, 0});
  test::put(all, framed(2));
  CHECK(it.send_and_turn(all, milliseconds(0)) == Wait::input);
  CHECK(it.limit() == seconds(2));
  CHECK(messages_in(it.pair.receive()) == 2);
  CHECK(it.pair.has_ended());
  CHECK(it.send_and_turn(framed(5), seconds(1)) == Wait::input);
  CHECK(it.limit() == seconds(2));
  it.pair.peer = Socket(-1);
  CHECK(it.turn_at(seconds(1)) == Wait::nothing);
}

TEST_CASE("P-64 who asks how long it may be idle is told, as long as the worker says") {
  Connected it;
  const Octets asking =
      TcpClient::framed(test::Packet(1).question("www.example", 1).opt({.options = {0, 11, 0, 0}}));
  it.buffers->tell(told_limit(usual_idle_limit));
  it.send_and_turn(asking, milliseconds(0));
  const Octets reply = it.pair.receive();
  CHECK(messages_in(reply) == 1);
  CHECK(Octets(reply.end() - 6, reply.end()) == Octets{0, 11, 0, 2, 0, 80});
  it.buffers->tell(seconds(0));
  it.send_and_turn(asking, milliseconds(0));
  const Octets last = it.pair.receive();
  CHECK(Octets(last.end() - 6, last.end()) == Octets{0, 11, 0, 2, 0, 0});
}

TEST_CASE("a turn for nothing changes nothing") {
  Connected it;
  it.send_and_turn(framed(1), milliseconds(0));
  CHECK(it.turn_at(seconds(5)) == Wait::input);
  CHECK(it.limit() == seconds(10));
}
