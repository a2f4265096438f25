// Who may query which zone. One authority for all transports: it is asked once the
// zone of a name is known, and again for every zone that a chain of aliases leads to.
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "base/id.h"
#include "base/prefix.h"

namespace rota::snapshot {

using AccessList = std::optional<std::vector<Prefix>>;  // nothing: everybody

class Access {
 public:
  Access() = default;  // everybody may query all
  // `zones` are those of one snapshot::Zones; `server` is for what is in no zone.
  Access(AccessList server, IdVector<ZoneSlot, AccessList> zones)
      : server_(std::move(server)), zones_(std::move(zones)) {
    is_open_ =
        !server_ && std::ranges::none_of(zones_, [](const AccessList& list) { return list.has_value(); });
  }

  bool is_open() const { return is_open_; }
  bool may_query(const Address& client, ZoneSlot zone) const {
    return is_open_ || (zones_.has(zone) && lists(zones_[zone], client));
  }
  bool may_query_server(const Address& client) const { return lists(server_, client); }

 private:
  static bool lists(const AccessList& list, const Address& client) {
    return !list || contains(*list, client);
  }

  AccessList server_{};
  IdVector<ZoneSlot, AccessList> zones_{};
  bool is_open_ = true;
};

}  // namespace rota::snapshot
