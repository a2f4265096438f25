#include "bake/zone_baker.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "serve/ready_sets.h"
#include "snapshot/zones_writer.h"

namespace rota::bake {

namespace {

using zonefile::Record;
using zonefile::ZoneRecords;

constexpr std::uint32_t none = 0xFFFFFFFF;

std::string_view key_of(dns::NameView name) {
  return {reinterpret_cast<const char*>(name.data()), name.size()};
}

// Writes the nodes of one zone.
class ZoneBaker {
 public:
  ZoneBaker(snapshot::ZonesWriter& writer, const ZoneRecords& records, std::span<const PoolPlace> places)
      : writer_(writer), records_(records), places_(places), next_(places.size(), none) {
    for (std::uint32_t i = 0; i < places.size(); ++i) {
      const auto [first, is_new] = first_.try_emplace(key_of(places[i].owner), i);
      if (is_new) continue;
      next_[i] = first->second;
      first->second = i;
    }
  }

  void bake() {
    for (const zonefile::Owner& owner : records_.owners) {
      writer_.begin_node(records_.name(owner));
      write_sets(records_.of(owner));
      write_places(records_.name(owner));
      writer_.end_node();
    }
    // What is left are names that only pools answer for.
    for (const PoolPlace& place : places_) {
      if (!first_.contains(key_of(place.owner))) continue;
      writer_.begin_node(place.owner);
      write_places(place.owner);
      writer_.end_node();
    }
  }

 private:
  void write_sets(std::span<const Record> rest) {
    while (!rest.empty()) {
      const Record& first = rest.front();
      rdatas_.clear();
      for (const Record& record : rest) {
        if (record.type != first.type) break;
        rdatas_.push_back(records_.rdata(record));
      }
      writer_.add_set(first.type, first.ttl, rdatas_);
      rest = rest.subspan(rdatas_.size());
    }
  }

  void write_places(dns::NameView name) {
    if (first_.empty()) return;
    const auto first = first_.find(key_of(name));
    if (first == first_.end()) return;
    for (std::uint32_t i = first->second; i != none; i = next_[i])
      writer_.add_pool(places_[i].type, places_[i].place);
    first_.erase(first);
  }

  snapshot::ZonesWriter& writer_;
  const ZoneRecords& records_;
  std::span<const PoolPlace> places_;
  std::vector<std::uint32_t> next_;                            // place of the same name
  std::unordered_map<std::string_view, std::uint32_t> first_;  // of names not written yet
  std::vector<Bytes> rdatas_;
};

// Deepest first, as the writer wants them.
std::vector<ZoneId> order_of(const IdVector<ZoneId, config::ZoneConfig>& zones) {
  std::vector<ZoneId> out(zones.ids().begin(), zones.ids().end());
  const auto depth = [&](ZoneId id) { return dns::label_count(zones[id].apex); };
  std::ranges::stable_sort(out, std::ranges::greater(), depth);
  return out;
}

}  // namespace

BakedZones bake_zones(IdVector<ZoneId, config::ZoneConfig>& zones, const snapshot::AccessList& server,
                      const IdVector<ZoneId, std::vector<PoolPlace>>& places,
                      const IdVector<ZoneId, CounterId>& first_counters) {
  std::size_t names = 0;
  for (const ZoneId id : zones.ids())
    names += (zones[id].records ? zones[id].records->owners.size() : 1) + places[id].size();
  snapshot::ZonesWriter writer(names);
  IdVector<ZoneSlot, snapshot::AccessList> access;
  for (const ZoneId id : order_of(zones)) {
    config::ZoneConfig& zone = zones[id];
    access.push_back(zone.allow_query ? zone.allow_query : server);
    if (zone.records) {
      writer.begin_zone(zone.apex, id, first_counters[id]);
      ZoneBaker(writer, *zone.records, places[id]).bake();
      writer.end_zone();
    } else {
      writer.add_broken(zone.apex, id, first_counters[id]);
    }
    zone.records.reset();
  }
  return {serve::with_ready_sets(writer.finish()), snapshot::Access(server, access)};
}

}  // namespace rota::bake
