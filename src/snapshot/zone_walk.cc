#include "snapshot/zone_walk.h"

namespace rota::snapshot {

std::optional<Node> ZoneWalk::next() {
  const std::uint8_t* const block = zones_->block_.data();
  const std::size_t end = zones_->head_.zones;
  // No name is empty: a zero is room the writer left, up to the next line.
  if (next_ < end && block[next_] == 0) next_ = round_up(next_, cache_line);
  if (next_ >= end) return {};
  const Node node(block + next_);
  if (node.zone() != zone_) return {};
  next_ = round_up(static_cast<std::size_t>(node.each([](const Answers&) {}) - block), place_unit);
  return node;
}

}  // namespace rota::snapshot
