// One name of a zone as query threads read it: a view of its place in the block
// of all zones. Read only; zones_writer writes it.
//
// In the block: how long the name is, flags, number of sets (2 octets), the zone's
// slot (4); the name, lower-cased; then of each set its head and its rdata in
// compact form (dns/record_set.h), or the place of the pool that answers. In front of
// rdata that holds names stands where the set lies as it is sent (ready_set.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>

#include "base/id.h"
#include "dns/name.h"
#include "dns/record_set.h"

namespace rota::snapshot {

// What answers for one type at one name.
struct Answers {
  dns::RecordSet set;      // of a static set; `set.type` always holds
  bool from_pool = false;  // then at this place of the image
  std::uint32_t place = 0;
  std::uint32_t ready = 0;  // of a static set: where it lies as it is sent; 0 = nowhere
};

// As they lie in the block, in native order: it never leaves the machine.
struct NodeHead {
  std::uint8_t name_size = 0;
  std::uint8_t flags = 0;
  std::uint16_t sets = 0;
  ZoneSlot zone{};
};
struct SetHead {
  std::uint16_t type = 0;
  std::uint16_t count = 0;  // 0: a pool answers, and its place follows
  std::uint32_t ttl = 0;
  std::uint16_t size = 0;   // of each rdata, or 0 (dns::compact_set)
  std::uint16_t bytes = 0;  // of what follows
};
using ReadyPlace = std::uint32_t;

template <class T>
T load(const std::uint8_t* at) {
  T out;
  std::memcpy(&out, at, sizeof out);
  return out;
}

class Node {
 public:
  enum Flag : std::uint8_t {
    is_cut = 1,       // delegated away: owns NS and is not the apex
    has_dname = 2,    // names below are redirected
    is_occluded = 4,  // below a cut, a DNAME or the apex of another zone: never answered, but may be glue
    is_apex = 8,
    is_broken = 16,     // the apex of a zone whose files have mistakes
    has_wildcard = 32,  // its zone has a "*" directly below it
  };

  explicit Node(const std::uint8_t* at) : at_(at) {}

  dns::NameView name() const { return {at_ + sizeof(NodeHead), at_[0]}; }
  bool is(Flag flag) const { return (at_[1] & flag) != 0; }
  // Whether its sets are the answer to a query for its name, DS at an apex aside.
  bool is_plain() const { return (at_[1] & (is_cut | is_occluded | is_broken)) == 0; }
  ZoneSlot zone() const { return load<NodeHead>(at_).zone; }

  std::optional<Answers> find(dns::Type type) const;
  // Whether it has a set of this type, or else an alias.
  bool has_or_is_alias(dns::Type type) const;
  bool is_empty() const { return load<NodeHead>(at_).sets == 0; }  // there for names below it

  // Calls visit(Answers) for every set; where the node ends.
  template <class Visit>
  const std::uint8_t* each(Visit visit) const;

 private:
  static Answers read(const SetHead& head, const std::uint8_t* body);

  const std::uint8_t* at_;
};

inline Answers Node::read(const SetHead& head, const std::uint8_t* body) {
  const auto type = static_cast<dns::Type>(head.type);
  if (head.count == 0) return {{.type = type}, true, load<std::uint32_t>(body)};
  if (!dns::holds_names(type)) return {dns::compact_set(type, head.ttl, head.count, head.size, body)};
  const std::uint8_t* const rdata = body + sizeof(ReadyPlace);
  return {dns::compact_set(type, head.ttl, head.count, head.size, rdata), false, 0, load<ReadyPlace>(body)};
}

inline std::optional<Answers> Node::find(dns::Type type) const {
  const std::uint8_t* at = at_ + sizeof(NodeHead) + at_[0];
  for (auto left = load<NodeHead>(at_).sets; left > 0; --left) {
    const auto head = load<SetHead>(at);
    at += sizeof head;
    if (head.type == static_cast<std::uint16_t>(type)) return read(head, at);
    at += head.bytes;
  }
  return {};
}

inline bool Node::has_or_is_alias(dns::Type type) const {
  const std::uint8_t* at = at_ + sizeof(NodeHead) + at_[0];
  for (auto left = load<NodeHead>(at_).sets; left > 0; --left) {
    const auto its = static_cast<dns::Type>(load<std::uint16_t>(at + offsetof(SetHead, type)));
    if (its == type || its == dns::Type::cname) return true;
    at += sizeof(SetHead) + load<std::uint16_t>(at + offsetof(SetHead, bytes));
  }
  return false;
}

template <class Visit>
const std::uint8_t* Node::each(Visit visit) const {
  const std::uint8_t* at = at_ + sizeof(NodeHead) + at_[0];
  for (auto left = load<NodeHead>(at_).sets; left > 0; --left) {
    const auto head = load<SetHead>(at);
    at += sizeof head;
    visit(read(head, at));
    at += head.bytes;
  }
  return at;
}

}  // namespace rota::snapshot
