#include "config/hints.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

namespace rota::config {

namespace {

using dns::Type;
using Answered = std::map<std::pair<std::string, Type>, const PoolConfig*>;  // by name as text

struct Hint {
  std::uint16_t key;  // of the service parameters
  Type type;          // that it gives ahead
  std::string_view name;
};
constexpr std::array<Hint, 2> hints{{{4, Type::a, "ipv4hint"}, {6, Type::aaaa, "ipv6hint"}}};

Answered answered_by(std::span<const PoolConfig> pools) {
  Answered out;
  for (const PoolConfig& pool : pools)
    for (const PoolName& name : pool.names)
      for (const Type type : name.types) out[{name.owner.text(), type}] = &pool;
  return out;
}

// The pool that answers the name, or the wildcard next above it does.
const PoolConfig* pool_of(const Answered& answered, const dns::Name& name, Type type) {
  if (const auto found = answered.find({name.text(), type}); found != answered.end()) return found->second;
  const auto found = answered.find({"*." + dns::text(dns::parent(name)), type});
  return found != answered.end() ? found->second : nullptr;
}

// Whether service parameters, as they stand after priority and target, have this key.
bool has_key(Bytes parameters, std::uint16_t key) {
  ByteReader in(parameters);
  while (in.left() > 0 && !in.failed()) {
    if (in.read16() == key) return true;
    in.read(in.read16());
  }
  return false;
}

}  // namespace

void check_hints(const ZoneConfig& zone, std::span<const PoolConfig> pools, Mistakes& mistakes) {
  if (zone.records == nullptr || pools.empty()) return;
  const Answered answered = answered_by(pools);
  for (const zonefile::Owner& owner : zone.records->owners)
    for (const zonefile::Record& record : zone.records->of(owner)) {
      if (record.type != Type::https && record.type != Type::svcb) continue;
      const Bytes rdata = zone.records->rdata(record);
      const std::size_t target_size = dns::name_size(rdata.subspan(2));
      const bool is_owner = target_size == 1;  // "." (RFC 9460 section 2.5.2)
      const dns::Name target =
          dns::lowered(dns::Name(is_owner ? zone.records->name(owner) : rdata.subspan(2, target_size)));
      for (const Hint& hint : hints) {
        if (!has_key(rdata.subspan(2 + target_size), hint.key)) continue;
        if (const PoolConfig* pool = pool_of(answered, target, hint.type))
          mistakes.error(zone.records->at(record),
                         std::string(hint.name) + " gives addresses of " + target.text() + ", which pool \"" +
                             pool->name + "\" answers: a dead member would be named on; leave it out");
      }
    }
}

}  // namespace rota::config
