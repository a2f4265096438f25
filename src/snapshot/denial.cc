#include "snapshot/denial.h"

#include <algorithm>

namespace rota::snapshot {

void Denial::lower_ttl(std::uint8_t* written, std::uint32_t most) {
  const std::size_t owner = *written == 0 ? 1 : 2;  // the root's takes no pointer
  std::uint8_t* const ttl = written + owner + 4;
  store32(ttl, std::min(load32(ttl), most));
}

const std::uint8_t* Denials::other_form(dns::NameView apex, const std::uint8_t* asked_apex,
                                        const std::uint8_t* at, std::uint32_t forms) {
  std::uint32_t form = 0;  // from the label on behind the last that differs
  std::uint32_t label = 0;
  for (std::size_t octet = 0; apex[octet] != 0; octet += apex[octet] + 1U) {
    ++label;
    if (std::memcmp(&apex[octet], asked_apex + octet, apex[octet] + 1U) != 0) form = label;
  }
  if (form >= forms) return nullptr;
  for (; form > 0; --form) {
    const std::size_t size = sizeof(DenialHead) + Denial(at, 0).size();
    at += (size + denial_unit - 1) / denial_unit * denial_unit;
  }
  return at;
}

}  // namespace rota::snapshot
