// Zones by what is answered for them.
#include "report/metrics/families.h"

namespace rota::report::metrics {

void zone_count(const Page& page, Samples& out) {
  std::size_t broken = 0;
  for (const ZoneSlot slot : page.seen.zones.slots())
    if (page.seen.zones.at(slot).is_broken()) ++broken;
  out.add(label("state", "served"), page.seen.zones.size() - broken);
  out.add(label("state", "broken"), broken);
}

}  // namespace rota::report::metrics
