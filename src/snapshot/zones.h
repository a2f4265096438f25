// All zones as query threads read them: one flat piece of memory without pointers,
// and in it one table from lower-cased names to nodes, so that a name that is there
// is found by one look, its zone with it. Written once by the bake (zones_writer),
// never changed after; shared between snapshots until the next reload. Its zones lie
// deepest first, whatever their order in the configuration: by slot, never by id.
//
// A name may stand in two zones, a child's and its parent's: the child's node comes
// first then, and those of the parent below the child's apex are occluded.
//
// In the block: ZonesHead, the nodes, one ZoneHead a zone, the denials, the table, the sets in
// the form in which they are sent. Places are
// offsets in units of 8 octets; 0 is none. The table's home of a name is a whole
// cache line of entries; what finds that full goes on to the next.
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <utility>
#include <vector>

#include "base/id.h"
#include "base/pages.h"
#include "dns/name.h"
#include "dns/types.h"
#include "snapshot/denial.h"
#include "snapshot/node.h"
#include "snapshot/ready_set.h"

namespace rota::snapshot {

constexpr std::size_t cache_line = 64;
constexpr std::size_t place_unit = 8;

constexpr std::size_t round_up(std::size_t value, std::size_t unit) {
  return (value + unit - 1) / unit * unit;
}

struct ZonesHead {
  std::uint64_t table = 0;  // offsets of octets
  std::uint64_t zones = 0;  // the nodes end here
  std::uint32_t lines = 0;  // of the table; at least one, and one entry is empty
  std::uint32_t count = 0;  // of zones
};
struct ZoneHead {
  std::uint32_t apex = 0;          // its node's place
  std::uint32_t negative_ttl = 0;  // RFC 2308 section 5
  std::uint32_t first = 0;         // its nodes lie from here, up to the next zone's
  CounterId first_counter;         // the first of its counters (stats/layout.h)
  std::uint32_t denials = 0;       // the place of its forms of "no such name" and "no data"
  std::uint32_t denial_forms = 0;  // how many; none in a zone without a SOA, as broken ones are
};
struct Entry {
  std::uint32_t tag = 0;  // upper half of the name's hash
  std::uint32_t place = 0;
};
constexpr std::size_t entries_a_line = cache_line / sizeof(Entry);

// The line where a name's entry is looked for first.
inline std::size_t home_of(std::uint64_t hash, std::uint32_t lines) {
  return static_cast<std::size_t>((hash & 0xFFFFFFFF) * lines >> 32);
}

// The place of the name's first node in the table, of any zone or of this one; 0 when
// there is none. Some entry of the table is empty.
constexpr ZoneSlot any_zone{0xFFFFFFFF};
inline std::uint32_t place_of(const std::uint8_t* block, const std::uint8_t* table, std::uint32_t lines,
                              std::uint64_t hash, dns::NameView name, ZoneSlot zone) {
  const std::size_t entries = lines * entries_a_line;
  const auto tag = static_cast<std::uint32_t>(hash >> 32);
  for (std::size_t at = home_of(hash, lines) * entries_a_line;; at = at + 1 == entries ? 0 : at + 1) {
    const auto entry = load<Entry>(table + at * sizeof(Entry));
    if (entry.place == 0) return 0;
    if (entry.tag != tag) continue;
    const Node node(block + entry.place * place_unit);
    if (dns::same(node.name(), name) && (zone == any_zone || node.zone() == zone)) return entry.place;
  }
}

class Zones;

// What a name is (RFC 1034 section 4.3.2).
enum class Match : std::uint8_t {
  hit,
  wildcard,
  cut,
  dname,
  nothing,
  broken,   // in a zone whose files have mistakes
  foreign,  // in no zone of ours
};

struct Found {
  Match match = Match::foreign;
  std::optional<Node> node;  // the name itself, the wildcard, the cut, the DNAME's owner; else the apex
};

// One of them; a view.
class Zone {
 public:
  Zone(const Zones& zones, ZoneSlot slot) : zones_(&zones), slot_(slot) {}

  inline ZoneId id() const;  // of the configuration that it was baked from
  inline Node apex_node() const;
  dns::NameView apex() const { return apex_node().name(); }
  bool is_broken() const { return apex_node().is(Node::is_broken); }
  std::optional<Answers> soa() const { return apex_node().find(dns::Type::soa); }
  inline std::uint32_t negative_ttl() const;
  inline CounterId first_counter() const;
  inline Denials denials() const;

  // The zone's own node of this lower-cased name, an occluded one too: for glue.
  std::optional<Node> node(dns::NameView name) const;

 private:
  friend class ZoneWalk;
  inline const ZoneHead& head() const;

  const Zones* zones_;
  ZoneSlot slot_;
};

class Zones {
 public:
  // `block` as ZonesWriter makes it, `ids` of the zones in it.
  Zones(Pages block, IdVector<ZoneSlot, ZoneId> ids)
      : block_(std::move(block)), head_(load<ZonesHead>(block_.data())), ids_(std::move(ids)) {}

  // What answers for a name that is there, in one look; none when it takes more than
  // that to know: use find() then. `hash` is that of `name`, which is lower-cased.
  // Not for DS, whose answer stands in the parent's zone.
  std::optional<Node> hit(std::uint64_t hash, dns::NameView name) const {
    const auto node = first(hash, name);
    return node && node->is_plain() ? node : std::nullopt;
  }

  // The name's node of the deepest zone that has one: what hides it, or is answered instead,
  // its flags say.
  std::optional<Node> first(std::uint64_t hash, dns::NameView name) const {
    return first(hash, name, any_zone);
  }

  // `name` is lower-cased. It is in the zone with the longest apex at or above it; a
  // query for DS at an apex is the parent's, where we serve that too, since DS stands
  // above the cut (RFC 4035 section 3.1.4.1).
  Found find(dns::NameView name, dns::Type type) const;

  // The "*" directly below a name that has one.
  Node wildcard_of(Node encloser) const;

  std::size_t size() const { return head_.count; }
  IdRange<ZoneSlot> slots() const { return ids_.ids(); }
  Zone at(ZoneSlot slot) const { return {*this, slot}; }
  Zone zone_of(const Node& node) const { return at(node.zone()); }

  ReadySet ready_set(ReadyPlace place) const { return ReadySet(block_.data() + place * place_unit); }

  Bytes block() const { return {block_.data(), block_.size()}; }

 private:
  friend class Zone;
  friend class ZoneWalk;
  friend class ReadySetsWriter;
  Node node_at(std::uint32_t place) const { return Node(block_.data() + place * place_unit); }
  // The same, or that of this zone.
  std::optional<Node> first(std::uint64_t hash, dns::NameView name, ZoneSlot zone) const {
    const std::uint32_t place =
        place_of(block_.data(), block_.data() + head_.table, head_.lines, hash, name, zone);
    return place == 0 ? std::nullopt : std::optional(node_at(place));
  }
  Found find_in(dns::NameView name, ZoneSlot zone) const;
  Found find_above(dns::NameView name, ZoneSlot zone) const;
  Found below(const Node& encloser) const;

  Pages block_;
  ZonesHead head_;
  IdVector<ZoneSlot, ZoneId> ids_;
};

inline const ZoneHead& Zone::head() const {
  const std::uint8_t* const heads = zones_->block_.data() + zones_->head_.zones;
  return reinterpret_cast<const ZoneHead*>(heads)[slot_.value];
}
inline ZoneId Zone::id() const { return zones_->ids_[slot_]; }
inline Node Zone::apex_node() const { return zones_->node_at(head().apex); }
inline std::uint32_t Zone::negative_ttl() const { return head().negative_ttl; }
inline CounterId Zone::first_counter() const { return head().first_counter; }
inline Denials Zone::denials() const {
  const ZoneHead& head = this->head();
  return {zones_->node_at(head.apex).name(), zones_->block_.data() + head.denials * place_unit,
          head.denial_forms};
}

}  // namespace rota::snapshot
