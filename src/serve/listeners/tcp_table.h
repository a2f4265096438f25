// The connections of a worker, each at a seat, and who has to go when there is no
// room: whoever is nearest its limit, since it was silent for the longest part of
// its time. No network gets more than a quarter of the seats, so that nobody can
// take them all (RFC 7766 section 6.2.2 has clients use one or two).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/address.h"
#include "serve/listeners/tcp_connection.h"
#include "stats/lanes.h"

namespace rota::serve {

class TcpTable {
 public:
  // For one stay at a seat: news of a socket may come when it is gone, and
  // somebody else sits there.
  struct Ticket {
    std::uint32_t seat;
    std::uint32_t stay;
  };

  // `lane` counts who comes and goes.
  TcpTable(std::size_t most, stats::Lane lane) : most_(most), lane_(lane) {}

  // A newcomer, for whom somebody else may have to go.
  Ticket admit(TcpSocket socket, const Address& peer, Time now);
  TcpConnection* at(Ticket ticket);  // until the next call; nullptr when that stay is over
  void remove(Ticket ticket);        // whose stay is not over; it has ended by itself
  void turn_away();                  // a newcomer for whom the system has nothing left

  bool make_room();  // one goes; false when there is none
  void give_up_over_limit(Time now);
  void drain(Time now);
  bool is_full() const { return free_.empty() && seats_.size() >= most_; }
  bool is_empty() const { return free_.size() == seats_.size(); }

 private:
  // An IPv4 /24 or an IPv6 /56: what a single customer of a provider may well have.
  using Network = std::uint64_t;
  static constexpr Network any = 0;
  static Network network_of(const Address& address);

  struct Seat {
    Network network = any;
    std::uint32_t stay = 0;
    std::optional<TcpConnection> connection;
  };

  bool make_room_in(Network network, stats::Closing reason);
  void give_up(Seat& seat, stats::Closing reason);
  void clear(Seat& seat, stats::Closing reason);

  std::size_t most_;
  stats::Lane lane_;
  std::vector<Seat> seats_;
  std::vector<std::uint32_t> free_;
};

}  // namespace rota::serve
