// The connections of a worker, each in a slot, and who has to go when there is no
// room: whoever is nearest its limit, since it was silent for the longest part of
// its time. No network gets more than a quarter of the slots, so that nobody can
// take them all (RFC 7766 section 6.2.2 has clients use one or two).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "base/address.h"
#include "serve/listeners/tcp_connection.h"
#include "stats/counters.h"

namespace rota::serve {

class TcpTable {
 public:
  // Of one connection in a slot: news of its socket may come when it is gone, and
  // another has the slot.
  struct Handle {
    std::uint32_t slot;
    std::uint32_t generation;
  };

  // `counters` counts who comes and goes.
  TcpTable(std::size_t most, stats::ThreadCounters counters) : most_(most), counters_(counters) {}

  // A newcomer, for whom somebody else may have to go.
  Handle admit(std::unique_ptr<Stream> stream, const Address& peer, milliseconds idle_limit, Time now);
  TcpConnection* at(Handle handle);  // until the next call; nullptr when that generation is over
  void remove(Handle handle);        // whose generation is not over; it has ended by itself
  void turn_away();                  // a newcomer for whom the system has nothing left

  bool make_room();  // one goes; false when there is none
  void give_up_over_limit(Time now);
  void drain(Time now);
  bool is_full() const { return free_.empty() && slots_.size() >= most_; }
  bool is_empty() const { return free_.size() == slots_.size(); }

 private:
  // An IPv4 /24 or an IPv6 /56: what a single customer of a provider may well have.
  using Network = std::uint64_t;
  static constexpr Network any = 0;
  static Network network_of(const Address& address);

  struct Slot {
    Network network = any;
    std::uint32_t generation = 0;
    std::optional<TcpConnection> connection;
  };

  bool make_room_in(Network network, stats::Closing reason);
  void give_up(Slot& slot, stats::Closing reason);
  void clear(Slot& slot, stats::Closing reason);

  std::size_t most_;
  stats::ThreadCounters counters_;
  std::vector<Slot> slots_;
  std::vector<std::uint32_t> free_;
};

}  // namespace rota::serve
