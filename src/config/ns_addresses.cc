#include "config/ns_addresses.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

namespace rota::config {

namespace {

using dns::Type;

constexpr std::size_t most_told = 10;

bool is_address(Type type) { return type == Type::a || type == Type::aaaa; }

std::string_view key_of(const dns::Name& name) {
  return {reinterpret_cast<const char*>(name.view().data()), name.view().size()};
}

class Servers {
 public:
  explicit Servers(const ZoneConfig& zone) : zone_(zone), records_(*zone.records) {}

  // Every name server within the zone, with the record that names it first.
  void collect() {
    for (const zonefile::Owner& owner : records_.owners)
      for (const zonefile::Record& record : records_.of(owner)) {
        if (record.type != Type::ns) continue;
        const dns::Name server = dns::lowered(dns::Name(records_.rdata(record)));
        if (dns::is_below_or_at(server, zone_.apex)) open_.try_emplace(std::string(key_of(server)), &record);
      }
  }

  void drop(dns::NameView name) {
    if (!open_.empty()) open_.erase(std::string(key_of(dns::lowered(dns::Name(name)))));
  }

  void drop_those_with_records() {
    for (const zonefile::Owner& owner : records_.owners)
      if (std::ranges::any_of(records_.of(owner),
                              [](const zonefile::Record& record) { return is_address(record.type); }))
        drop_with_wildcard(records_.name(owner));
  }

  void drop_those_of(const PoolConfig& pool) {
    for (const PoolName& name : pool.names)
      if (std::ranges::any_of(name.types, is_address)) drop_with_wildcard(name.owner);
  }

  void warn(Mistakes& mistakes) const {
    std::size_t told = 0;
    for (const auto& [name, record] : open_) {
      if (++told > most_told) break;
      const dns::NameView server = records_.rdata(*record);
      mistakes.warning(records_.at(*record), "name server " + dns::text(server) +
                                                 " is in this zone and has no address in it; add an A or "
                                                 "AAAA record");
    }
    if (open_.size() > most_told)
      mistakes.warning(zone_.at,
                       std::to_string(open_.size() - most_told) + " more name servers have no address");
  }

 private:
  void drop_with_wildcard(dns::NameView name) {
    if (open_.empty()) return;
    drop(name);
    if (!dns::is_wildcard(name)) return;
    const dns::NameView above = dns::parent(name);
    std::erase_if(open_, [&](const auto& each) {
      const auto* wire = reinterpret_cast<const std::uint8_t*>(each.first.data());
      return dns::is_below_or_at({wire, each.first.size()}, above);
    });
  }

  const ZoneConfig& zone_;
  const zonefile::ZoneRecords& records_;
  std::map<std::string, const zonefile::Record*> open_;  // that no address is known of
};

}  // namespace

void check_ns_addresses(const ZoneConfig& zone, std::span<const PoolConfig> pools, Mistakes& mistakes) {
  if (zone.records == nullptr) return;
  Servers servers(zone);
  servers.collect();
  servers.drop_those_with_records();
  for (const PoolConfig& pool : pools) servers.drop_those_of(pool);
  servers.warn(mistakes);
}

}  // namespace rota::config
