// Aliases on the short way (serve/ready.h).
#pragma once

#include <optional>

#include "serve/ready.h"
#include "snapshot/zones.h"

namespace rota::serve {

// A set of this node as it lies ready, for a question that spells the name so that it holds; not
// that of a wildcard.
inline std::optional<snapshot::ReadySet> ready_set(const snapshot::Zones& zones, dns::NameView asked,
                                                   snapshot::Node node, const snapshot::Answers& answers) {
  using snapshot::ReadySet;
  if (answers.ready == 0) return {};
  const ReadySet out = zones.ready_set(answers.ready);
  const dns::NameView name = node.name();
  const bool is_for = out.is(ReadySet::is_spelled)
                          ? asked.size() == name.size() && dns::is_spelled(asked.data(), name)
                          : dns::same(name, asked);
  return is_for ? std::optional(out) : std::nullopt;
}

// Answers `holding.reply`, as answer_ready(): with an alias that leads to addresses (snapshot/ready_set.h),
// and those.
std::size_t answer_alias(Holding& holding, const Peer& peer, snapshot::Node node,
                         const snapshot::Answers& alias);

}  // namespace rota::serve
