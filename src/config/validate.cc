#include "config/validate.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rota::config {

namespace {

struct Claim {
  dns::Type type;
  const PoolConfig* pool;
  const PoolName* name;
};

// A name that matters here: a pool's, or one above it.
struct ClaimedName {
  std::vector<Claim> claims;
  std::span<const zonefile::Record> records;
};

std::string_view key_of(dns::NameView name) {
  return {reinterpret_cast<const char*>(name.data()), name.size()};
}

class Validator {
 public:
  Validator(const ZoneConfig& zone, Mistakes& mistakes) : zone_(zone), mistakes_(mistakes) {}

  void claim(const PoolConfig& pool, const PoolName& name) {
    for (const dns::Type type : name.types) claim_type({type, &pool, &name});
    if (is_apex(name) && pool.kind == PoolKind::cname) {
      mistakes_.error(name.at,
                      "pool \"" + pool.name + "\" answers CNAME, which the apex of a zone cannot have");
    }
    dns::NameView above = name.owner;
    while (above.size() > zone_.apex.view().size()) {
      above = dns::parent(above);
      places_.try_emplace(key_of(above));
    }
  }

  // One pass over the zone; the names that matter are mostly few.
  void look_up_records() {
    if (zone_.records == nullptr || places_.empty()) return;
    for (const zonefile::Owner& owner : zone_.records->owners) {
      const auto place = places_.find(key_of(zone_.records->name(owner)));
      if (place != places_.end()) place->second.records = zone_.records->of(owner);
    }
  }

  void check(const PoolConfig& pool, const PoolName& name) {
    const ClaimedName& place = places_[key_of(name.owner)];
    for (const zonefile::Record& record : place.records) check_beside(pool, name, record);
    check_above(name);
  }

 private:
  bool is_apex(const PoolName& name) const { return name.owner == zone_.apex; }
  std::string where(const zonefile::Record& record) const { return zone_.records->at(record).text(); }

  void claim_type(const Claim& claim) {
    auto& claims = places_[key_of(claim.name->owner)].claims;
    const bool is_alias = claim.type == dns::Type::cname;
    const auto other = std::ranges::find_if(claims, [&](const Claim& earlier) {
      return earlier.type == claim.type || is_alias || earlier.type == dns::Type::cname;
    });
    if (other == claims.end()) {
      claims.push_back(claim);
    } else if (other->name != claim.name) {
      mistakes_.error(claim.name->at, claim.name->owner.text() + " " + dns::text(claim.type) + " of pool \"" +
                                          claim.pool->name + "\" clashes with " + dns::text(other->type) +
                                          " of pool \"" + other->pool->name + "\" at " +
                                          other->name->at.text());
    }
  }

  // A record of the zone file at the very name.
  void check_beside(const PoolConfig& pool, const PoolName& name, const zonefile::Record& record) {
    const std::string subject = name.owner.text() + " " + dns::text(record.type);
    if (std::ranges::find(name.types, record.type) != name.types.end()) {
      if (&record != &first_of(name, record.type)) return;  // once a set
      mistakes_.error(name.at,
                      subject + " is both in pool \"" + pool.name + "\" and in the zone at " + where(record));
    } else if (record.type == dns::Type::cname) {
      mistakes_.error(name.at, "the zone has a CNAME at " + name.owner.text() + ", so pool \"" + pool.name +
                                   "\" cannot have the name too: " + where(record));
    } else if (pool.kind == PoolKind::cname && record.type != dns::Type::rrsig &&
               record.type != dns::Type::nsec && !is_apex(name)) {
      if (&record != &first_of(name, record.type)) return;
      mistakes_.error(name.at, "pool \"" + pool.name + "\" answers CNAME, which cannot stand beside " +
                                   subject + " at " + where(record));
    }
  }

  const zonefile::Record& first_of(const PoolName& name, dns::Type type) {
    return *std::ranges::find(places_[key_of(name.owner)].records, type, &zonefile::Record::type);
  }

  void check_above(const PoolName& name) {
    for (dns::NameView at = name.owner;; at = dns::parent(at)) {
      const bool at_apex = at.size() == zone_.apex.view().size();
      for (const zonefile::Record& record : places_[key_of(at)].records) {
        const bool is_cut = record.type == dns::Type::ns && !at_apex;
        const bool is_alias = record.type == dns::Type::dname && at.size() != name.owner.view().size();
        if (!is_cut && !is_alias) continue;
        mistakes_.error(name.at, name.owner.text() + " can never be answered: " +
                                     (is_cut ? "it is delegated" : "a DNAME stands above it") + " at " +
                                     where(record));
        return;
      }
      if (at_apex) return;
    }
  }

  const ZoneConfig& zone_;
  Mistakes& mistakes_;
  std::unordered_map<std::string_view, ClaimedName> places_;
};

}  // namespace

void validate(const ZoneConfig& zone, std::span<const PoolConfig> pools, Mistakes& mistakes) {
  Validator validator(zone, mistakes);
  const auto for_each_name = [&](auto visit) {
    for (const PoolConfig& pool : pools) {
      for (const PoolName& name : pool.names) visit(pool, name);
    }
  };
  for_each_name([&](const auto& pool, const auto& name) { validator.claim(pool, name); });
  validator.look_up_records();
  for_each_name([&](const auto& pool, const auto& name) { validator.check(pool, name); });
}

}  // namespace rota::config
