#include "snapshot/zones.h"

#include <algorithm>
#include <array>

namespace rota::snapshot {

std::optional<Node> Zone::node(dns::NameView name) const {
  return zones_->first(dns::hash(name), name, slot_);
}

Found Zones::find(dns::NameView name, dns::Type type) const {
  const Found found = find_in(name, any_zone);
  const bool at_apex = found.node && found.node->is(Node::is_apex) && dns::same(found.node->name(), name);
  if (type != dns::Type::ds || !at_apex || name.size() == 1) return found;
  const Found above = find_in(dns::parent(name), any_zone);
  if (above.match == Match::foreign || above.match == Match::broken)
    return above.match == Match::broken ? above : found;
  return find_in(name, above.node->zone());
}

Found Zones::find_in(dns::NameView name, ZoneSlot zone) const {
  const auto node = first(dns::hash(name), name, zone);
  if (!node || node->is(Node::is_occluded)) return find_above(name, zone);
  if (node->is(Node::is_broken)) return {Match::broken, node};
  return {node->is(Node::is_cut) ? Match::cut : Match::hit, node};
}

// The name is not there: its closest encloser says what that means. Occluded
// names are no enclosers; the walk goes on to what hides them.
Found Zones::find_above(dns::NameView name, ZoneSlot zone) const {
  while (name.size() > 1) {
    name = dns::parent(name);
    const auto node = first(dns::hash(name), name, zone);
    if (node && !node->is(Node::is_occluded)) return below(*node);
  }
  return {};
}

Found Zones::below(const Node& encloser) const {
  if (encloser.is(Node::is_broken)) return {Match::broken, encloser};
  if (encloser.is(Node::is_cut)) return {Match::cut, encloser};
  if (encloser.is(Node::has_dname)) return {Match::dname, encloser};
  if (!encloser.is(Node::has_wildcard)) return {Match::nothing, zone_of(encloser).apex_node()};
  return {Match::wildcard, wildcard_of(encloser)};
}

Node Zones::wildcard_of(Node encloser) const {
  const dns::NameView name = encloser.name();
  std::array<std::uint8_t, dns::max_name + 2> star{1, '*'};  // RFC 4592 section 3.3.1
  std::ranges::copy(name, star.begin() + 2);
  return *zone_of(encloser).node({star.data(), name.size() + 2});
}

}  // namespace rota::snapshot
