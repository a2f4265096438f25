// Who may query which zone. One authority for all transports: it is asked once the
// zone of a name is known, and again for every zone that a chain of aliases leads to.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "base/id.h"
#include "base/prefix_set.h"

namespace rota::snapshot {

using AccessList = std::optional<std::vector<Prefix>>;  // nothing: everybody

class Access {
 public:
  Access() = default;  // everybody may query all
  // `zones` are those of one snapshot::Zones; `server` is for what is in no zone.
  Access(const AccessList& server, const IdVector<ZoneSlot, AccessList>& zones) {
    std::map<std::vector<Prefix>, std::size_t> known;  // most zones have that of the server
    server_ = add(server, known);
    for (const ZoneSlot slot : zones.ids()) zones_.push_back(add(zones[slot], known));
    is_open_ = sets_.empty();
  }

  bool is_open() const { return is_open_; }
  bool may_query(const Address& client, ZoneSlot zone) const {
    return is_open_ || (zones_.has(zone) && lists(zones_[zone], client));
  }
  bool may_query_server(const Address& client) const { return lists(server_, client); }

 private:
  static constexpr std::size_t everybody = ~std::size_t{0};

  std::size_t add(const AccessList& list, std::map<std::vector<Prefix>, std::size_t>& known) {
    if (!list) return everybody;
    const auto [at, is_new] = known.try_emplace(*list, sets_.size());
    if (is_new) sets_.emplace_back(*list);
    return at->second;
  }
  bool lists(std::size_t set, const Address& client) const {
    return set == everybody || sets_[set].contains(client);
  }

  std::vector<PrefixSet> sets_;
  std::size_t server_ = everybody;  // which of them
  IdVector<ZoneSlot, std::size_t> zones_;
  bool is_open_ = true;
};

}  // namespace rota::snapshot
