// One answer outside of the query threads, by their own code: for those who ask what
// would be answered now. It has turns of its own, so that it moves nobody's rotation.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "base/address.h"
#include "base/bytes.h"
#include "snapshot/snapshot.h"

namespace rota::serve {

// The octets of the reply to `client`, or to one who may ask everything, as over TCP;
// none when nothing would be sent.
std::vector<std::uint8_t> answer_once(std::shared_ptr<const snapshot::Snapshot> snapshot, Bytes request,
                                      const std::optional<Address>& client);

}  // namespace rota::serve
