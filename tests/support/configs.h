// Configurations made by hand, for tests of what is baked from them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "config/config.h"
#include "support/packet.h"

namespace rota::test {

inline dns::Name name(const std::string& text) { return dns::parse_name(text).value(); }

inline config::MemberConfig member(const std::string& address, std::uint32_t weight = 1) {
  config::MemberConfig out;
  out.name = address;
  const auto parsed = parse_address(address);
  (parsed->family() == Family::v4 ? out.v4 : out.v6) = parsed;
  out.weight = weight;
  return out;
}

inline config::MemberConfig target_member(const std::string& target, std::uint16_t port = 0) {
  config::MemberConfig out;
  out.name = target;
  out.target = name(target);
  out.port = port;
  return out;
}

// A pool that answers for `names` in zone 0, each member checked by check 0.
inline config::PoolConfig pool(const std::string& label, std::vector<config::MemberConfig> members,
                               const std::vector<std::string>& names = {"www.lb.example."}) {
  config::PoolConfig out;
  out.name = label;
  out.members = IdVector<MemberId, config::MemberConfig>(std::move(members));
  out.checks = {CheckId{0}};
  for (const std::string& owner : names)
    out.names.push_back({name(owner), {dns::Type::a, dns::Type::aaaa}, {}});
  return out;
}

// Records of a zone, each owner given once; rdata in wire form.
struct TestRecord {
  dns::Type type{};
  std::vector<std::uint8_t> rdata;
  std::uint32_t ttl = 300;
};

inline void add_owner(zonefile::ZoneRecords& zone, const std::string& owner,
                      const std::vector<TestRecord>& records) {
  const dns::Name wire = name(owner);
  zone.owners.push_back(
      {static_cast<std::uint32_t>(zone.arena.size()), static_cast<std::uint32_t>(zone.records.size()),
       static_cast<std::uint32_t>(records.size()), static_cast<std::uint32_t>(wire.view().size())});
  zone.arena.insert(zone.arena.end(), wire.view().begin(), wire.view().end());
  for (const TestRecord& record : records) {
    zone.records.push_back({static_cast<std::uint32_t>(zone.arena.size()),
                            static_cast<std::uint16_t>(record.rdata.size()), record.type, record.ttl, 0, 0});
    zone.arena.insert(zone.arena.end(), record.rdata.begin(), record.rdata.end());
  }
}

inline std::vector<std::uint8_t> soa_rdata(std::uint32_t minimum) {
  std::vector<std::uint8_t> out = wire("ns1.lb.example.");
  const auto rname = wire("hostmaster.lb.example.");
  out.insert(out.end(), rname.begin(), rname.end());
  out.resize(out.size() + 20);
  store32(out.data() + out.size() - 4, minimum);
  return out;
}

// lb.example with SOA and NS.
inline std::shared_ptr<zonefile::ZoneRecords> apex_records() {
  auto out = std::make_shared<zonefile::ZoneRecords>();
  out->files.push_back(std::make_shared<const std::string>("lb.example.zone"));
  add_owner(*out, "lb.example.", {{dns::Type::ns, wire("ns1.lb.example.")}, {dns::Type::soa, soa_rdata(60)}});
  return out;
}

// One zone, one check, these pools.
inline std::shared_ptr<config::Config> config_of(std::vector<config::PoolConfig> pools) {
  auto out = std::make_shared<config::Config>();
  out->zones.push_back({name("lb.example."), apex_records(), {}});
  config::CheckConfig check;
  check.name = check.kind = "tcp";
  out->checks.push_back(check);
  out->pools = IdVector<PoolId, config::PoolConfig>(std::move(pools));
  return out;
}

}  // namespace rota::test
