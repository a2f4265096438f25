// Builds snapshot::Zones from a few lines of a test: names in text, rdata in wire form.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dns/name.h"
#include "snapshot/image.h"
#include "snapshot/zones_writer.h"
#include "support/counters.h"
#include "support/rdata.h"

namespace rota::test {

inline dns::Name lowered(std::string_view name) { return dns::lowered(dns::parse_name(name).value()); }

class ZoneBuilder {
 public:
  explicit ZoneBuilder(std::string_view apex) : apex_(lowered(apex)) { node("@"); }

  // A zone with its SOA (TTL 3600, minimum 60) and one name server outside of it.
  static ZoneBuilder usual(std::string_view apex) {
    ZoneBuilder out(apex);
    out.add("@", dns::Type::soa, soa("ns.elsewhere", "host.elsewhere", 60), 3600);
    return std::move(out.add("@", dns::Type::ns, wire("ns.elsewhere"), 3600));
  }
  // One whose files have mistakes.
  static ZoneBuilder broken(std::string_view apex) {
    ZoneBuilder out(apex);
    out.nodes_.clear();
    return out;
  }

  // `name` is relative to the apex unless it ends in a dot.
  ZoneBuilder& add(std::string_view name, dns::Type type, const Octets& rdata, std::uint32_t ttl = 300) {
    Set& set = node(name).sets[type];
    set.ttl = ttl;
    set.rdatas.push_back(rdata);
    return *this;
  }
  // The `pool`th pool answers here; its place in the image comes with place_pools().
  ZoneBuilder& pool(std::string_view name, dns::Type type, std::uint32_t pool, std::uint32_t turn) {
    node(name).pools.push_back({type, pool, turn, 0});
    return *this;
  }

  // The first of its counters.
  ZoneBuilder& first_counter(CounterId first) {
    first_counter_ = first;
    return *this;
  }

  struct PoolName {
    dns::Type type{};
    std::uint32_t pool = 0;
    std::uint32_t turn = 0;
    snapshot::Link place = 0;
  };
  // Calls visit(name in text, PoolName&) for every name that a pool answers.
  template <class Visit>
  void place_pools(Visit visit) {
    for (auto& [name, draft] : nodes_)
      for (PoolName& pool : draft.pools) visit(name, pool);
  }

  std::size_t depth() const { return dns::label_count(apex_); }

  void write(snapshot::ZonesWriter& writer, ZoneId id) const {
    if (nodes_.empty()) return writer.add_broken(apex_, id, first_counter_);
    writer.begin_zone(apex_, id, first_counter_);
    for (const auto& [name, draft] : nodes_) {
      writer.begin_node(lowered(name));
      for (const auto& [type, set] : draft.sets)
        writer.add_set(type, set.ttl, std::vector<Bytes>(set.rdatas.begin(), set.rdatas.end()));
      for (const PoolName& pool : draft.pools) writer.add_pool(pool.type, pool.place);
      writer.end_node();
    }
    writer.end_zone();
  }

 private:
  struct Set {
    std::uint32_t ttl = 0;
    std::vector<Octets> rdatas;
  };
  struct Draft {
    std::map<dns::Type, Set> sets;
    std::vector<PoolName> pools;
  };

  Draft& node(std::string_view name) {
    return nodes_[dns::lowered(dns::parse_name(name, apex_).value()).text()];
  }

  dns::Name apex_;
  CounterId first_counter_ = shared_counters;
  std::map<std::string, Draft> nodes_;
};

// In whatever order they come, which is that of their ids.
inline snapshot::Zones write_zones(const std::vector<ZoneBuilder>& zones) {
  std::vector<ZoneId> order;
  for (std::uint32_t i = 0; i < zones.size(); ++i) order.push_back({i});
  const auto depth = [&](ZoneId id) { return zones[id.value].depth(); };
  std::ranges::stable_sort(order, std::ranges::greater(), depth);
  snapshot::ZonesWriter writer;
  for (const ZoneId id : order) zones[id.value].write(writer, id);
  return writer.finish();
}

inline std::shared_ptr<const snapshot::Zones> zones_of(const std::vector<ZoneBuilder>& zones) {
  return std::make_shared<const snapshot::Zones>(write_zones(zones));
}

}  // namespace rota::test
