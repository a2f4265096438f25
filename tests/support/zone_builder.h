// Builds a snapshot::Zone from a few lines of a test: names in text, rdata in wire
// form, empty non-terminals and occluded names worked out as the bake does.
#pragma once

#include <bit>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "dns/name.h"
#include "snapshot/zone.h"
#include "support/rdata.h"

namespace rota::test {

class ZoneBuilder {
 public:
  explicit ZoneBuilder(std::string_view apex) : apex_(lowered(apex)) { node(apex_); }

  // A zone with its SOA (TTL 3600, minimum 60) and one name server outside of it.
  static ZoneBuilder usual(std::string_view apex) {
    ZoneBuilder out(apex);
    out.add("@", dns::Type::soa, soa("ns.elsewhere", "host.elsewhere", 60), 3600);
    return std::move(out.add("@", dns::Type::ns, wire("ns.elsewhere"), 3600));
  }

  // `name` is relative to the apex unless it ends in a dot.
  ZoneBuilder& add(std::string_view name, dns::Type type, const Octets& rdata, std::uint32_t ttl = 300) {
    auto& sets = node(absolute(name)).sets;
    sets.try_emplace(type, ReadySet(type, ttl, {})).first->second.add(ttl, rdata);
    return *this;
  }
  ZoneBuilder& pool(std::string_view name, dns::Type type, std::uint32_t pool, std::uint32_t slot) {
    node(absolute(name)).pools.emplace_back(type, pool, slot);
    return *this;
  }

  std::unique_ptr<const snapshot::Zone> build() {
    mark_hidden();
    std::vector<std::uint8_t> block;
    std::vector<snapshot::Zone::Entry> table(std::bit_ceil(nodes_.size() * 2));
    for (const auto& [name, draft] : nodes_) {
      const dns::Name wire_form = name_of(name);
      const std::uint64_t hash = dns::hash(wire_form);
      std::size_t at = hash & (table.size() - 1);
      while (table[at].place != 0) at = (at + 1) & (table.size() - 1);
      table[at] = {static_cast<std::uint32_t>(hash >> 32), static_cast<std::uint32_t>(block.size() + 1)};
      snapshot::NodeWriter writer(block, wire_form, draft.flags);
      for (const auto& [type, set] : draft.sets) writer.add_set(set.set());
      for (const auto& [type, pool, slot] : draft.pools) writer.add_pool(type, pool, slot);
    }
    return std::make_unique<const snapshot::Zone>(name_of(apex_), std::move(block), std::move(table));
  }

 private:
  struct Draft {
    std::map<dns::Type, ReadySet> sets;
    std::vector<std::tuple<dns::Type, std::uint32_t, std::uint32_t>> pools;
    std::uint8_t flags = 0;
  };

  static std::string lowered(std::string_view name) {
    return dns::lowered(dns::parse_name(name).value()).text();
  }
  static dns::Name name_of(const std::string& text) { return dns::parse_name(text).value(); }

  std::string absolute(std::string_view name) const {
    return dns::lowered(dns::parse_name(name, name_of(apex_)).value()).text();
  }

  static std::string parent(const std::string& name) { return dns::text(dns::parent(name_of(name))); }

  // The draft of this name; names between it and the apex exist with it.
  Draft& node(const std::string& name) {
    for (std::string above = name; above != apex_;) nodes_[above = parent(above)];
    return nodes_[name];
  }

  void mark_hidden() {
    using snapshot::Node;
    for (auto& [name, draft] : nodes_) {
      if (name != apex_ && draft.sets.contains(dns::Type::ns)) draft.flags |= Node::is_cut;
      if (draft.sets.contains(dns::Type::dname)) draft.flags |= Node::has_dname;
    }
    for (auto& [name, draft] : nodes_)
      for (std::string above = name; above != apex_;)
        if ((nodes_[above = parent(above)].flags & (Node::is_cut | Node::has_dname)) != 0)
          draft.flags |= Node::is_occluded;
  }

  std::string apex_;
  std::map<std::string, Draft> nodes_;
};

}  // namespace rota::test
