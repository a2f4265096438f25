// A record set that holds names in the form in which it is sent to who asks for it: its
// records behind the question, their names compressed as dns/reply.h does it, and then the
// addresses that help who reads them. The bake makes it, with the walk that answers all
// other questions.
//
// Names in rdata are compressed only against the same letters: where they may be, the form is
// for questions that spell the name as we do.
#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace rota::snapshot {

constexpr std::size_t ready_unit = 8;

// As it lies in the block of all zones, followed by the octets and filled up to whole units.
struct ReadySetHead {
  std::uint16_t size = 0;         // of the octets
  std::uint16_t additionals = 0;  // records of the additional section
  std::uint16_t target = 0;       // the pointer to the name in the last rdata
  std::uint16_t flags = 0;
};

// A view.
class ReadySet {
 public:
  enum Flag : std::uint8_t {
    is_mixed = 1,            // addresses of other zones are among the octets
    is_spelled = 2,          // only for questions that spell the name as we do
    leads_to_addresses = 4,  // the one alias, to a name of ours that may have some
  };

  explicit ReadySet(const std::uint8_t* at) : at_(at) {}

  Bytes octets() const { return {at_ + sizeof(ReadySetHead), head().size}; }
  std::uint16_t additionals() const { return head().additionals; }
  std::uint16_t target() const { return head().target; }
  bool is(Flag flag) const { return (head().flags & flag) != 0; }

 private:
  const ReadySetHead& head() const { return *reinterpret_cast<const ReadySetHead*>(at_); }

  const std::uint8_t* at_;
};

}  // namespace rota::snapshot
