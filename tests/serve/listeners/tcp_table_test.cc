// Who gets a slot, and who goes for whom.
#include "serve/listeners/tcp_table.h"

#include <catch2/catch.hpp>
#include <map>

#include "stats/traffic.h"
#include "support/counters.h"
#include "support/pair.h"
#include "support/peer.h"
#include "support/stream.h"

using namespace rota;
using namespace rota::serve;
using stats::Closing;

namespace {

constexpr std::size_t most = 8;  // a network gets 2

// Peers by name, each with its end of a connection.
struct Connected {
  void admit(const std::string& address, milliseconds at) {
    test::Pair& pair = pairs.emplace(address, test::Pair()).first->second;
    table.admit(test::stream(loop, pair), *parse_address(address), usual_idle_limit, Time(at));
  }
  // Those who are still connected.
  std::vector<std::string> present() const {
    std::vector<std::string> out;
    for (const auto& [address, pair] : pairs)
      if (!pair.has_ended()) out.push_back(address);
    return out;
  }

  std::uint64_t closed(Closing reason) const {
    return stats::read_traffic(all_counters).tcp_closed[static_cast<std::size_t>(reason)];
  }

  boost::asio::io_context loop{1};
  stats::AllCounters all_counters;
  TcpTable table{most, all_counters.add(test::tcp4)};
  std::map<std::string, test::Pair> pairs;
};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("O-05 for a newcomer to a full table whoever is nearest its limit goes") {
  Connected it;
  for (int i = 0; i < 8; ++i)
    it.admit("10.0." + std::to_string(i) + ".1", milliseconds(i == 5 ? 0 : 100 + i));
  CHECK(it.present().size() == 8);
  CHECK(it.table.is_full());
  it.admit("10.0.8.1", milliseconds(200));
  CHECK(it.present().size() == 8);
  CHECK(it.pairs.at("10.0.5.1").has_ended());
  CHECK_FALSE(it.pairs.at("10.0.8.1").has_ended());
}

TEST_CASE("O-05 a network has a quarter of the slots, and then makes room of its own") {
  Connected it;
  it.admit("192.0.2.1", milliseconds(0));  // the nearest its limit of all, but not of that network
  it.admit("10.0.0.1", milliseconds(20));
  it.admit("10.0.0.2", milliseconds(10));
  it.admit("10.0.0.255", milliseconds(30));
  CHECK(it.present() == Names{"10.0.0.1", "10.0.0.255", "192.0.2.1"});
  it.admit("10.0.1.1", milliseconds(40));
  CHECK(it.present() == Names{"10.0.0.1", "10.0.0.255", "10.0.1.1", "192.0.2.1"});
}

TEST_CASE("O-05 a network of IPv6 is a /56, and none of IPv4") {
  Connected it;
  for (const char* address :
       {"2001:db8:0:00ff::1", "2001:db8:0:0001::1", "2001:db8:0:0100::1", "32.1.13.184"})
    it.admit(address, milliseconds(0));
  CHECK(it.present().size() == 4);
  it.admit("2001:db8:0:0055::1", milliseconds(0));
  CHECK(it.present().size() == 4);
  CHECK_FALSE(it.pairs.at("2001:db8:0:0100::1").has_ended());
  CHECK_FALSE(it.pairs.at("32.1.13.184").has_ended());
}

TEST_CASE("O-05 peers of a socket for both families have the networks of their IPv4 addresses") {
  Connected it;
  const auto told = [](const char* address) {  // as accept() tells it
    sockaddr_storage out{};
    to_sockaddr({*parse_address(address), 5353}, out);
    return from_sockaddr(out).value().address.text();
  };
  for (const char* address :
       {"::ffff:10.0.0.1", "::ffff:10.0.1.1", "::ffff:10.0.2.1", "::ffff:10.0.2.2", "10.0.2.3"})
    it.admit(told(address), milliseconds(0));
  CHECK(it.present().size() == 4);
  CHECK(it.pairs.at("10.0.2.1").has_ended());
}

TEST_CASE("who has left does not count towards its network's quarter") {
  Connected it;
  it.admit("10.0.0.1", milliseconds(0));
  it.table.give_up_over_limit(Time(first_query_limit + milliseconds(1)));
  it.admit("10.0.1.1", milliseconds(10));
  it.admit("10.0.0.2", milliseconds(20));
  it.admit("10.0.0.3", milliseconds(30));
  CHECK(it.present() == Names{"10.0.0.2", "10.0.0.3", "10.0.1.1"});
}

TEST_CASE("whoever is over its limit goes, and nobody else") {
  Connected it;
  it.admit("10.0.0.1", milliseconds(0));
  it.admit("10.0.1.1", milliseconds(1));
  it.table.give_up_over_limit(Time(first_query_limit));
  CHECK(it.present().size() == 2);
  it.table.give_up_over_limit(Time(first_query_limit + milliseconds(1)));
  CHECK(it.present() == Names{"10.0.1.1"});
  CHECK_FALSE(it.table.is_full());
  CHECK_FALSE(it.table.is_empty());
  it.table.give_up_over_limit(Time(first_query_limit + milliseconds(2)));
  CHECK(it.present().empty());
  CHECK(it.table.is_empty());
}

TEST_CASE("a slot that is free is taken again, and nobody sits there meanwhile") {
  boost::asio::io_context loop{1};
  stats::AllCounters all_counters;
  TcpTable table(most, all_counters.add(test::tcp4));
  test::Pair one, other;
  const auto slot = table.admit(test::stream(loop, one), Address(), usual_idle_limit, Time());
  REQUIRE(table.at(slot) != nullptr);
  table.remove(slot);
  CHECK(table.at(slot) == nullptr);
  CHECK(one.has_ended());
  CHECK(table.admit(test::stream(loop, other), Address(), usual_idle_limit, Time()).slot == slot.slot);
}

TEST_CASE("news of a connection that is gone do not reach who sits there now") {
  boost::asio::io_context loop{1};
  stats::AllCounters all_counters;
  TcpTable table(1, all_counters.add(test::tcp4));  // everyone goes for the next
  test::Pair one, other;
  const auto before = table.admit(test::stream(loop, one), Address(), usual_idle_limit, Time());
  const auto after = table.admit(test::stream(loop, other), Address(), usual_idle_limit, Time());
  REQUIRE(before.slot == after.slot);
  CHECK(one.has_ended());
  CHECK(table.at(before) == nullptr);
  CHECK(table.at(after) != nullptr);
}

TEST_CASE("O-05 every connection that came is open, or closed for one reason") {
  Connected it;
  for (int i = 0; i < 3; ++i)
    it.admit("192.0.2." + std::to_string(i), milliseconds(i));  // one goes: prefix_full
  for (int i = 0; i < 7; ++i)
    it.admit("10.0." + std::to_string(i) + ".1", milliseconds(10 + i));     // and one: displaced
  it.table.give_up_over_limit(Time(first_query_limit + milliseconds(13)));  // the other, and three
  it.table.turn_away();
  CHECK(it.closed(Closing::prefix_full) == 1);
  CHECK(it.closed(Closing::displaced) == 1);
  CHECK(it.closed(Closing::no_query) == 4);
  CHECK(it.closed(Closing::no_room) == 1);
  const stats::Traffic traffic = stats::read_traffic(it.all_counters);
  CHECK(traffic.tcp_opened == 11);
  CHECK(traffic.tcp_open == it.present().size());
  CHECK(traffic.tcp_open == 4);
}

TEST_CASE("a peer that closes has finished, and one that sent nonsense is told apart") {
  boost::asio::io_context loop{1};
  stats::AllCounters all_counters;
  TcpTable table(most, all_counters.add(test::tcp4));
  Published<snapshot::Snapshot> source;
  Answerer answerer(source, Dice(1), test::some_counters());
  const auto buffers = std::make_unique<TcpBuffers>(answerer, test::over(test::Transport::tcp));
  for (const bool is_nonsense : {false, true}) {
    test::Pair pair;
    const auto handle = table.admit(test::stream(loop, pair), Address(), usual_idle_limit, Time());
    if (is_nonsense) {
      pair.send({0, 0});
      REQUIRE(table.at(handle)->take_turn(*buffers, Time()) == TcpConnection::Wait::input);
    }
    pair.peer = Socket(-1);
    REQUIRE(table.at(handle)->take_turn(*buffers, Time()) == TcpConnection::Wait::nothing);
    table.remove(handle);
  }
  const auto closed = stats::read_traffic(all_counters).tcp_closed;
  CHECK(closed[static_cast<std::size_t>(Closing::finished)] == 1);
  CHECK(closed[static_cast<std::size_t>(Closing::malformed)] == 1);
}

TEST_CASE("where nobody is, nobody makes room") {
  Connected it;
  CHECK_FALSE(it.table.make_room());
  it.admit("10.0.0.1", milliseconds(0));
  CHECK(it.table.make_room());
  CHECK(it.table.is_empty());
  CHECK_FALSE(it.table.make_room());
}
