#include "serve/listeners/tcp_table.h"

#include <algorithm>

namespace rota::serve {

TcpTable::Network TcpTable::network_of(const Address& address) {
  const bool v6 = address.family() == Family::v6;
  Network out = v6 ? 6 : 4;
  for (const std::uint8_t octet : address.bytes().first(v6 ? 7 : 3)) out = out << 8 | octet;
  return out;
}

std::size_t TcpTable::admit(Socket socket, const Address& peer, Time now) {
  const Network network = network_of(peer);
  const auto neighbours = static_cast<std::size_t>(std::ranges::count(seats_, network, &Seat::network));
  if (neighbours >= most_ / 4) {
    make_room_in(network);
  } else if (is_full()) {
    make_room();
  }
  if (free_.empty()) {
    free_.push_back(seats_.size());
    seats_.emplace_back();
  }
  const std::size_t seat = free_.back();
  free_.pop_back();
  seats_[seat].network = network;
  seats_[seat].connection.emplace(std::move(socket), now);
  return seat;
}

TcpConnection* TcpTable::at(std::size_t seat) {
  auto& connection = seats_[seat].connection;
  return connection ? &*connection : nullptr;
}

void TcpTable::remove(std::size_t seat) {
  seats_[seat] = {};
  free_.push_back(seat);
}

bool TcpTable::make_room() { return make_room_in(any); }

bool TcpTable::make_room_in(Network network) {
  Seat* nearest = nullptr;
  for (Seat& seat : seats_) {
    if (!seat.connection || (network != any && seat.network != network)) continue;
    if (nearest == nullptr || seat.connection->limit() < nearest->connection->limit()) nearest = &seat;
  }
  if (nearest == nullptr) return false;
  give_up(*nearest);
  return true;
}

void TcpTable::give_up_over_limit(Time now) {
  for (Seat& seat : seats_)
    if (seat.connection && seat.connection->limit() < now) give_up(seat);
}

void TcpTable::give_up(Seat& seat) {
  seat.connection->give_up();
  remove(static_cast<std::size_t>(&seat - seats_.data()));
}

void TcpTable::drain(Time now) {
  for (Seat& seat : seats_)
    if (seat.connection) seat.connection->drain(now);
}

}  // namespace rota::serve
