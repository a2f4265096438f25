// A record set: what all its records share is said once, and only the rdata stands
// in memory. It reads both forms in which that is kept: compact, as zones have it,
// and ready, whole records one after the other, as pools have it. Names inside
// rdata stand uncompressed.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <optional>

#include "base/bytes.h"
#include "dns/name.h"
#include "dns/types.h"

namespace rota::dns {

// Owner pointer, type, class, TTL, rdata length. In ready form the owner is
// 0xC00C, a pointer to the question's name at offset 12.
constexpr std::size_t record_head = 12;

// A view: what it points at must outlive it. Iterating gives each rdata.
struct RecordSet {
  class Iterator;

  Type type{};
  std::uint16_t count = 0;
  std::uint16_t size = 0;  // of each rdata when all are equally long; 0: two octets before each say
  std::uint16_t gap = 0;   // octets between the end of one rdata and the start of the next
  std::uint32_t ttl = 0;   // of the whole set (RFC 2181 section 5.2)
  const std::uint8_t* rdata = nullptr;  // the first

  Bytes first() const { return at(rdata); }
  Bytes at(const std::uint8_t* from) const {
    return {from, size != 0 ? size : static_cast<std::size_t>(load16(from - 2))};
  }
  RecordSet rest() const;  // all but the first
  inline Iterator begin() const;
  static std::default_sentinel_t end() { return {}; }
};

class RecordSet::Iterator {
 public:
  using difference_type = std::ptrdiff_t;
  using value_type = Bytes;

  Iterator() = default;
  explicit Iterator(const RecordSet& set) : set_(&set), at_(set.rdata), left_(set.count) {}

  Bytes operator*() const { return set_->at(at_); }
  Iterator& operator++() {
    at_ += (**this).size() + set_->gap;
    --left_;
    return *this;
  }
  void operator++(int) { ++*this; }
  bool operator==(std::default_sentinel_t) const { return left_ == 0; }

 private:
  const RecordSet* set_ = nullptr;
  const std::uint8_t* at_ = nullptr;
  std::uint16_t left_ = 0;
};

inline RecordSet RecordSet::rest() const {
  RecordSet out = *this;
  out.rdata += first().size() + gap;
  --out.count;
  return out;
}

RecordSet::Iterator RecordSet::begin() const { return Iterator(*this); }

// Rdatas one directly after the other when `size` is that of each; with `size` 0
// each behind its length in two octets.
inline RecordSet compact_set(Type type, std::uint32_t ttl, std::uint16_t count, std::uint16_t size,
                             const std::uint8_t* bytes) {
  const std::uint16_t lengths = size == 0 ? 2 : 0;
  return {type, count, size, lengths, ttl, bytes + lengths};
}

// Whole records; `record_size` is 0 when they differ in length. At least one.
RecordSet ready_set(Type type, std::uint16_t count, std::uint16_t record_size, Bytes records);

// What stands before rdata of this length.
using RecordHead = std::array<std::uint8_t, record_head>;
inline RecordHead head_of(std::uint16_t owner, Type type, std::uint32_t ttl, std::uint16_t size) {
  RecordHead out;
  store16(out.data(), owner);
  store16(out.data() + 2, static_cast<std::uint16_t>(type));
  store16(out.data() + 4, static_cast<std::uint16_t>(Class::in));
  store32(out.data() + 6, ttl);
  store16(out.data() + 10, size);
  return out;
}

// Writes the whole records of a set whose rdatas are equally long and hold no names;
// `to` has room for count * (record_head + size) octets. Addresses are every second
// answer: their sizes are known, so no call is made.
inline void write_equal(const RecordSet& set, std::uint16_t owner, std::uint8_t* to) {
  const RecordHead head = head_of(owner, set.type, set.ttl, set.size);
  const std::uint8_t* from = set.rdata;
  for (std::uint16_t i = 0; i < set.count; ++i) {
    std::memcpy(to, head.data(), head.size());
    to += head.size();
    switch (set.size) {
      case 4: std::memcpy(to, from, 4); break;
      case 16: std::memcpy(to, from, 16); break;
      default: std::memcpy(to, from, set.size);
    }
    to += set.size;
    from += set.size + set.gap;
  }
}

// Where names stand in rdata that may be compressed: only types of RFC 1035
// (RFC 3597 section 4). `lead` octets, then `names` names, then the rest as it is.
struct NamesInside {
  std::uint8_t lead = 0;
  std::uint8_t names = 0;
};
NamesInside names_inside(Type type);

// The name a record sends its reader on to, whose addresses help it (MX, NS, SRV,
// SVCB and HTTPS; RFC 1035 3.3, RFC 2782, RFC 9460 section 4.1); empty for other types.
NameView target_of(Type type, Bytes rdata);

// Whether one of these two has something to say about records of this type.
constexpr bool holds_names(Type type) {
  constexpr auto bit = [](Type one) { return std::uint64_t{1} << static_cast<std::uint16_t>(one); };
  constexpr std::uint64_t low = bit(Type::ns) | bit(Type::md) | bit(Type::mf) | bit(Type::cname) |
                                bit(Type::soa) | bit(Type::mb) | bit(Type::mg) | bit(Type::mr) |
                                bit(Type::ptr) | bit(Type::minfo) | bit(Type::mx) | bit(Type::srv);
  const auto number = static_cast<std::uint16_t>(type);
  return number < 64 ? (low >> number & 1) != 0 : type == Type::svcb || type == Type::https;
}

}  // namespace rota::dns
