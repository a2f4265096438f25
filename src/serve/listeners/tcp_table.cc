#include "serve/listeners/tcp_table.h"

#include <algorithm>

#include "stats/counts.h"

namespace rota::serve {

namespace count = stats::count;
using stats::Closing;

TcpTable::Network TcpTable::network_of(const Address& address) {
  const bool v6 = address.family() == Family::v6;
  Network out = v6 ? 6 : 4;
  for (const std::uint8_t octet : address.bytes().first(v6 ? 7 : 3)) out = out << 8 | octet;
  return out;
}

TcpTable::Ticket TcpTable::admit(TcpSocket socket, const Address& peer, Time now) {
  const Network network = network_of(peer);
  const auto neighbours = static_cast<std::size_t>(std::ranges::count(seats_, network, &Seat::network));
  if (neighbours >= most_ / 4) {
    make_room_in(network, Closing::prefix_full);
  } else if (is_full()) {
    make_room();
  }
  if (free_.empty()) {
    free_.push_back(static_cast<std::uint32_t>(seats_.size()));
    seats_.emplace_back();
  }
  const std::uint32_t number = free_.back();
  free_.pop_back();
  Seat& seat = seats_[number];
  seat.network = network;
  seat.connection.emplace(std::move(socket), peer, now);
  lane_.add(count::tcp_opened);
  return {number, ++seat.stay};
}

TcpConnection* TcpTable::at(Ticket ticket) {
  Seat& seat = seats_[ticket.seat];
  return seat.connection && seat.stay == ticket.stay ? &*seat.connection : nullptr;
}

void TcpTable::remove(Ticket ticket) {
  Seat& seat = seats_[ticket.seat];
  clear(seat, seat.connection->end());
}

void TcpTable::turn_away() {
  lane_.add(count::tcp_opened);
  lane_.add(count::of(Closing::no_room));
}

bool TcpTable::make_room() { return make_room_in(any, Closing::displaced); }

bool TcpTable::make_room_in(Network network, Closing reason) {
  Seat* nearest = nullptr;
  for (Seat& seat : seats_) {
    if (!seat.connection || (network != any && seat.network != network)) continue;
    if (nearest == nullptr || seat.connection->limit() < nearest->connection->limit()) nearest = &seat;
  }
  if (nearest == nullptr) return false;
  give_up(*nearest, reason);
  return true;
}

void TcpTable::give_up_over_limit(Time now) {
  for (Seat& seat : seats_)
    if (seat.connection && seat.connection->limit() < now) give_up(seat, seat.connection->failure());
}

void TcpTable::give_up(Seat& seat, Closing reason) {
  seat.connection->give_up();
  clear(seat, reason);
}

void TcpTable::clear(Seat& seat, Closing reason) {
  seat.connection.reset();
  seat.network = any;
  lane_.add(count::of(reason));
  free_.push_back(static_cast<std::uint32_t>(&seat - seats_.data()));
}

void TcpTable::drain(Time now) {
  for (Seat& seat : seats_)
    if (seat.connection) seat.connection->drain(now);
}

}  // namespace rota::serve
