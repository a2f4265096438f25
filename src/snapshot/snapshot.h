// The world a query thread reads: all zones and all pools. A snapshot stays until
// the next reload; a change of health swaps menus inside its image.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "snapshot/image.h"
#include "snapshot/service.h"
#include "snapshot/zones.h"

namespace rota::snapshot {

struct Snapshot {
  std::shared_ptr<const Zones> zones;
  std::shared_ptr<const Image> image;
  std::uint32_t turns = 0;  // all turns of places are below
  std::shared_ptr<const policy::Maps> maps = std::make_shared<const policy::Maps>();  // that plans look into
  Service service{};
};

// What answers ANY at a node, where one set is enough (RFC 8482): the first that has
// records now; else its first.
inline std::optional<Answers> any_of(const Image& image, const Node& node) {
  std::optional<Answers> out;
  bool has_records = false;
  node.each([&](const Answers& answers) {
    if (has_records) return;
    has_records = !answers.from_pool || image.menu(image.place(answers.place)).lines() > 0;
    if (has_records || !out) out = answers;
  });
  return out;
}

}  // namespace rota::snapshot
