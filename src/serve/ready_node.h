// What the zones have for the name of a question, for the short way (serve/ready.h).
#pragma once

#include <optional>

#include "serve/asked.h"
#include "snapshot/zones.h"

namespace rota::serve {

// Whether records can have this type, and be asked for by it.
inline bool is_of_records(dns::Type type) {
  const auto number = static_cast<std::uint16_t>(type);
  return (number < 128 || number > 255) && type != dns::Type::none && type != dns::Type::opt;
}

struct NodeFound {
  std::optional<snapshot::Node> node;  // that answers, or a wildcard; none: the long way finds out
  bool is_absent = false;              // there is no such name: the node is its closest encloser
};

// The closest encloser of a name that is not there. What stands before that is of a name when its
// labels are; the rest is a name, since it is one of ours. Names are made up below the same one
// over and over, so the last is tried first.
[[gnu::always_inline]] inline std::optional<snapshot::Node> encloser_of(const snapshot::Zones& zones,
                                                                        dns::NameView name,
                                                                        std::optional<snapshot::Node>& last) {
  while (true) {
    const std::size_t label = *name.data();
    if (label == 0 || label > dns::max_label || label + 1 >= name.size()) return {};
    name = name.subspan(label + 1);
    if (last && last->name().size() == name.size() && dns::same(last->name(), name)) return last;
    if (const auto encloser = zones.first(dns::hash(name), name)) return last = encloser;
  }
}

// Inlined, as that: a large part of what "no such name" costs.
[[gnu::always_inline]] inline NodeFound find_node(const snapshot::Zones& zones, std::uint64_t hash,
                                                  const Asked& asked,
                                                  std::optional<snapshot::Node>& last_encloser) {
  using snapshot::Node;
  if (!is_of_records(asked.type)) return {};
  if (const auto node = zones.first(hash, asked.name)) {
    // The DS of an apex stands in the zone above.
    const bool is_elsewhere = asked.type == dns::Type::ds && node->is(Node::is_apex);
    return node->is_plain() && !is_elsewhere ? NodeFound{node} : NodeFound{};
  }
  const auto encloser = encloser_of(zones, asked.name, last_encloser);
  if (!encloser || !encloser->is_plain() || encloser->is(Node::has_dname)) return {};
  if (encloser->is(Node::has_wildcard)) return {zones.wildcard_of(*encloser)};
  return {encloser, true};
}

}  // namespace rota::serve
