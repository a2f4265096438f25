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

TcpTable::Handle TcpTable::admit(std::unique_ptr<Stream> stream, const Address& peer, milliseconds idle_limit,
                                 Time now) {
  const Network network = network_of(peer);
  const auto neighbours = static_cast<std::size_t>(std::ranges::count(slots_, network, &Slot::network));
  if (neighbours >= most_ / 4) {
    make_room_in(network, Closing::prefix_full);
  } else if (is_full()) {
    make_room();
  }
  if (free_.empty()) {
    free_.push_back(static_cast<std::uint32_t>(slots_.size()));
    slots_.emplace_back();
  }
  const std::uint32_t number = free_.back();
  free_.pop_back();
  Slot& slot = slots_[number];
  slot.network = network;
  slot.connection.emplace(std::move(stream), peer, idle_limit, now);
  counters_.add(count::tcp_opened);
  return {number, ++slot.generation};
}

TcpConnection* TcpTable::at(Handle handle) {
  Slot& slot = slots_[handle.slot];
  return slot.connection && slot.generation == handle.generation ? &*slot.connection : nullptr;
}

void TcpTable::remove(Handle handle) {
  Slot& slot = slots_[handle.slot];
  clear(slot, slot.connection->end());
}

void TcpTable::turn_away() {
  counters_.add(count::tcp_opened);
  counters_.add(count::of(Closing::no_room));
}

bool TcpTable::make_room() { return make_room_in(any, Closing::displaced); }

bool TcpTable::make_room_in(Network network, Closing reason) {
  Slot* nearest = nullptr;
  for (Slot& slot : slots_) {
    if (!slot.connection || (network != any && slot.network != network)) continue;
    if (nearest == nullptr || slot.connection->limit() < nearest->connection->limit()) nearest = &slot;
  }
  if (nearest == nullptr) return false;
  give_up(*nearest, reason);
  return true;
}

void TcpTable::give_up_over_limit(Time now) {
  for (Slot& slot : slots_)
    if (slot.connection && slot.connection->limit() < now) give_up(slot, slot.connection->failure());
}

void TcpTable::give_up(Slot& slot, Closing reason) {
  slot.connection->give_up();
  clear(slot, reason);
}

void TcpTable::clear(Slot& slot, Closing reason) {
  slot.connection.reset();
  slot.network = any;
  counters_.add(count::of(reason));
  free_.push_back(static_cast<std::uint32_t>(&slot - slots_.data()));
}

void TcpTable::drain(Time now) {
  for (Slot& slot : slots_)
    if (slot.connection) slot.connection->drain(now);
}

}  // namespace rota::serve
