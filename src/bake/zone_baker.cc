#include "bake/zone_baker.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "bake/encode.h"

namespace rota::bake {

namespace {

using config::Record;
using config::ZoneRecords;
using snapshot::Node;
using snapshot::Zone;

constexpr std::uint32_t none = 0xFFFFFFFF;

// A name to be written: what is known of it before it has a place in the block.
struct Sketch {
  dns::NameView name;
  std::uint32_t owner = none;   // index of ZoneRecords::owners
  std::uint32_t places = none;  // first of a chain through Baking::next_place_
  std::uint8_t flags = 0;
};

class Baking {
 public:
  Baking(const config::ZoneConfig& zone, std::span<const PoolPlace> places)
      : records_(*zone.records), places_(places), apex_(zone.apex), next_place_(places.size(), none) {
    sketches_.reserve(records_.owners.size() + places.size());
    table_.resize(std::bit_ceil((records_.owners.size() + places.size()) * 3 / 2 + 8));
  }

  std::unique_ptr<const Zone> bake() {
    for (std::uint32_t i = 0; i < records_.owners.size(); ++i) sketch_owner(i);
    for (std::uint32_t i = 0; i < places_.size(); ++i) sketch_place(i);
    for (std::size_t i = 0; i < sketches_.size(); ++i) sketch_parents(sketches_[i].name);
    if (hides_names_)
      for (Sketch& sketch : sketches_)
        if (is_hidden(sketch.name)) sketch.flags |= Node::is_occluded;
    return write();
  }

 private:
  // The sketch of this name, made when it is new.
  Sketch& at(dns::NameView name) {
    if (sketches_.size() * 4 >= table_.size() * 3) grow();
    Zone::Entry& entry = entry_of(name);
    if (entry.place != 0) return sketches_[entry.place - 1];
    sketches_.push_back({name, none, none, 0});
    entry = {static_cast<std::uint32_t>(dns::hash(name) >> 32), static_cast<std::uint32_t>(sketches_.size())};
    return sketches_.back();
  }

  Zone::Entry& entry_of(dns::NameView name) {
    const std::uint64_t hash = dns::hash(name);
    const std::size_t mask = table_.size() - 1;
    std::size_t at = hash & mask;
    for (; table_[at].place != 0; at = (at + 1) & mask)
      if (table_[at].tag == static_cast<std::uint32_t>(hash >> 32) &&
          std::ranges::equal(sketches_[table_[at].place - 1].name, name))
        break;
    return table_[at];
  }

  void grow() {
    table_.assign(table_.size() * 2, {});
    for (std::uint32_t i = 0; i < sketches_.size(); ++i)
      entry_of(sketches_[i].name) = {static_cast<std::uint32_t>(dns::hash(sketches_[i].name) >> 32), i + 1};
  }

  void sketch_owner(std::uint32_t index) {
    const auto& owner = records_.owners[index];
    Sketch& sketch = at(records_.name(owner));
    sketch.owner = index;
    for (const Record& record : records_.of(owner)) {
      if (record.type == dns::Type::ns && !std::ranges::equal(sketch.name, apex_))
        sketch.flags |= Node::is_cut;
      if (record.type == dns::Type::dname) sketch.flags |= Node::has_dname;
    }
    hides_names_ = hides_names_ || sketch.flags != 0;
  }

  void sketch_place(std::uint32_t index) {
    Sketch& sketch = at(places_[index].owner);
    next_place_[index] = sketch.places;
    sketch.places = index;
  }

  // Names that exist only because something stands below them (RFC 4592 section 2.2.2).
  void sketch_parents(dns::NameView name) {
    while (name.size() > apex_.size()) {
      name = dns::parent(name);
      if (entry_of(name).place != 0) return;
      at(name);
    }
  }

  bool is_hidden(dns::NameView name) {
    while (name.size() > apex_.size()) {
      name = dns::parent(name);
      if ((sketches_[entry_of(name).place - 1].flags & (Node::is_cut | Node::has_dname)) != 0) return true;
    }
    return false;
  }

  std::unique_ptr<const Zone> write() {
    block_.reserve(records_.arena.size() + records_.records.size() * (dns::record_head + 8) +
                   sketches_.size() * 24 + places_.size() * 64);
    std::vector<std::uint32_t> starts;
    starts.reserve(sketches_.size());
    for (const Sketch& sketch : sketches_) {
      starts.push_back(static_cast<std::uint32_t>(block_.size() + 1));
      write_node(sketch);
    }
    for (Zone::Entry& entry : table_)
      if (entry.place != 0) entry.place = starts[entry.place - 1];
    return std::make_unique<const Zone>(dns::Name(apex_), std::move(block_), std::move(table_));
  }

  void write_node(const Sketch& sketch) {
    snapshot::NodeWriter node(block_, sketch.name, sketch.flags);
    if (sketch.owner != none) {
      auto rest = records_.of(records_.owners[sketch.owner]);
      while (!rest.empty()) {
        const auto other =
            std::ranges::find_if(rest, [&](const Record& r) { return r.type != rest.front().type; });
        const auto set = rest.first(static_cast<std::size_t>(other - rest.begin()));
        write_set(node, set);
        rest = rest.subspan(set.size());
      }
    }
    for (std::uint32_t i = sketch.places; i != none; i = next_place_[i])
      node.add_pool(places_[i].type, places_[i].pool, places_[i].slot);
  }

  void write_set(snapshot::NodeWriter& node, std::span<const Record> set) {
    ready_.clear();
    for (const Record& record : set) append_record(ready_, record.type, record.ttl, records_.rdata(record));
    const auto count = static_cast<std::uint16_t>(set.size());
    node.add_set(dns::ready_set(set.front().type, count, 0, ready_));
  }

  const ZoneRecords& records_;
  std::span<const PoolPlace> places_;
  dns::NameView apex_;
  std::vector<std::uint32_t> next_place_;
  std::vector<Sketch> sketches_;
  std::vector<Zone::Entry> table_;  // of sketches while baking (index + 1), of nodes when done
  std::vector<std::uint8_t> block_;
  std::vector<std::uint8_t> ready_;
  bool hides_names_ = false;
};

}  // namespace

std::unique_ptr<const Zone> bake_zone(const config::ZoneConfig& zone, std::span<const PoolPlace> places) {
  return Baking(zone, places).bake();
}

}  // namespace rota::bake
