// Makes record sets that hold names ready to be sent (snapshot/ready_set.h), by the walk that
// answers whoever asks otherwise. The bake has it made: it runs before the zones are read by anybody.
#pragma once

#include <memory>

#include "snapshot/zones.h"

namespace rota::serve {

// `zones` as snapshot::ZonesWriter makes them. Sets too large for `most_ready`, and those of
// names that are not answered, are left as they are.
constexpr std::size_t most_ready = 4096;  // octets of a reply
std::shared_ptr<const snapshot::Zones> with_ready_sets(snapshot::Zones zones);

}  // namespace rota::serve
