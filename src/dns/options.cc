#include "dns/options.h"

namespace rota::dns {

void OptionList::set_scope(std::uint8_t bits) {
  for (std::size_t at = 0; at < size_; at += option_head + load16(octets_.data() + at + 2))
    if (load16(octets_.data() + at) == static_cast<std::uint16_t>(Option::client_subnet))
      octets_[at + option_head + client_subnet_head - 1] = bits;
}

}  // namespace rota::dns
