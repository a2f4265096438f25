// Octets changed at random, with the values that readers stumble over.
#include <algorithm>

#include "torture/odd_packets.h"

namespace rota::torture {

namespace {

using Offset = Octets::difference_type;

Octets::iterator at(Octets& packet, std::size_t place) { return packet.begin() + static_cast<Offset>(place); }

}  // namespace

void OddPackets::mutate(Octets& packet) {
  const std::size_t times = 1 + below(one_in(5) ? 16 : 3);
  for (std::size_t i = 0; i < times; ++i) change(packet);
}

void OddPackets::change(Octets& packet) {
  if (packet.empty()) return;
  const std::size_t place = below(packet.size());
  const std::size_t rest = packet.size() - place;
  switch (below(9)) {
    case 0:
    case 1: packet[place] ^= static_cast<std::uint8_t>(1U << below(8)); break;
    case 2: packet[place] = static_cast<std::uint8_t>(any_of({0, 1, 63, 64, 0x7F, 0x80, 0xC0, 0xFF})); break;
    case 3: packet.resize(place); break;
    case 4:
      packet.erase(at(packet, place), at(packet, place + 1 + below(std::min<std::size_t>(rest, 8))));
      break;
    case 5: {
      const Octets copy(at(packet, place), at(packet, place + below(std::min<std::size_t>(rest, 64) + 1)));
      packet.insert(at(packet, below(packet.size())), copy.begin(), copy.end());
      break;
    }
    case 6: {
      if (rest < 2) break;
      const std::size_t value = any_of({0, 1, 12, 255, 256, 0xC00C, 0x7FFF, 0x8000, 0xFFFF});
      packet[place] = static_cast<std::uint8_t>(value >> 8);
      packet[place + 1] = static_cast<std::uint8_t>(value);
      break;
    }
    case 7: {  // the head of this one, the tail of the one before
      if (last_.empty()) break;
      packet.resize(place);
      packet.insert(packet.end(), at(last_, below(last_.size())), last_.end());
      break;
    }
    default: test::put(packet, junk(20));
  }
}

}  // namespace rota::torture
