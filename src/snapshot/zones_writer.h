// How the bake writes the block that Zones reads: zone after zone, each with its
// nodes. The writer adds what follows from them: the empty names between, what is
// hidden and where, the negative TTL.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/pages.h"
#include "snapshot/zones.h"

namespace rota::snapshot {

class ZonesWriter {
 public:
  // Room for about so many names; more are taken too.
  explicit ZonesWriter(std::size_t names = 0);

  // Deepest zones first: each after those whose apex is below its own. Names are
  // lower-cased here and below. `first_counter`: the first of the zone's counters. Their
  // slots follow each other from 0.
  void begin_zone(dns::NameView apex, ZoneId id, CounterId first_counter);
  void end_zone();  // the apex must be among its nodes
  void add_broken(dns::NameView apex, ZoneId id, CounterId first_counter);  // a whole zone

  // One node, each name of a zone once: its sets in the order they are found in.
  void begin_node(dns::NameView name);
  void add_set(dns::Type type, std::uint32_t ttl, std::span<const Bytes> rdatas);
  void add_pool(dns::Type type, std::uint32_t place);
  void end_node();

  // What was written, in its exact size; the writer is done then.
  Zones finish();

 private:
  std::uint32_t put(const std::vector<std::uint8_t>& node);
  void enter(std::span<const std::uint32_t> places);
  void grow_table();
  void count_set();
  Node node_at(std::uint32_t place) const { return Node(block_.data() + place * place_unit); }
  std::uint32_t find(dns::NameView name, ZoneSlot zone) const;  // its place, or 0
  void add_parent(dns::NameView name);
  bool is_hidden(dns::NameView name) const;
  void flag(std::uint32_t place, Node::Flag flag) { block_.data()[place * place_unit + 1] |= flag; }

  Pages block_;
  std::size_t used_;
  std::vector<Entry> table_;
  std::size_t names_ = 0;
  IdVector<ZoneSlot, ZoneHead> zones_;
  IdVector<ZoneSlot, ZoneId> ids_;
  std::vector<std::uint8_t> denials_;      // of all zones
  std::unordered_set<std::string> above_;  // names above an apex that was written

  // Of the zone that is being written.
  dns::Name apex_;
  ZoneSlot zone_;
  std::vector<std::uint32_t> places_;  // of its nodes
  std::vector<std::uint32_t> wildcards_;
  bool hides_ = false;               // something hides names below it
  dns::Name known_parent_;           // one that is there: neighbours mostly share it
  std::vector<std::uint8_t> draft_;  // the node that is being written
};

}  // namespace rota::snapshot
