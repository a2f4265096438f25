#include "config/nameservers.h"

#include <array>

#include "base/address.h"
#include "config/owner_name.h"
#include "zonefile/builder.h"

namespace rota::config {

namespace {

// Serial (nothing that changes with the run: every server given this file has
// the same zone), refresh, retry, expire, and what bounds negative answers.
constexpr std::array<std::uint32_t, 5> soa_numbers{1, 86'400, 7'200, 2'419'200, 60};

void read_addresses(Settings& settings, const std::string& key, Nameserver& out) {
  const Row row{.key = key, .type = ValueType::address, .many = Many::list};
  const Value* value = settings.value(row);
  const auto texts = settings.texts(row);
  if (!texts) return;
  for (const std::string& text : *texts) {
    if (const auto address = parse_address(text)) {
      out.addresses.push_back(*address);
    } else {
      settings.mistakes().error(value->at, "\"" + text + "\" is not an IP address");
    }
  }
  if (texts->empty()) settings.mistakes().error(value->at, "nameserver \"" + key + "\" has no address");
}

using Wire = std::vector<std::uint8_t>;

void append(Wire& out, dns::NameView name) { out.insert(out.end(), name.begin(), name.end()); }

Wire soa_of(const dns::Name& apex, const dns::Name& primary) {
  static constexpr std::string_view hostmaster("\012hostmaster");
  Wire out;
  append(out, primary);
  out.insert(out.end(), hostmaster.begin(), hostmaster.end());
  append(out, apex);
  for (const std::uint32_t number : soa_numbers) {
    out.resize(out.size() + 4);
    store32(out.data() + out.size() - 4, number);
  }
  return out;
}

}  // namespace

std::vector<Nameserver> read_nameservers(Settings& zone, const dns::Name& apex) {
  std::vector<Nameserver> out;
  const Table* table = zone.table(nameservers_row);
  if (table == nullptr) return out;
  Settings settings(*table, zone.where("nameservers"), zone.mistakes());
  if (table->empty()) zone.mistakes().error(settings.at(), "\"nameservers\" is empty");
  for (const Entry& entry : *table) {
    const auto absolute = dns::parse_name(entry.key, apex);
    if (absolute && !dns::is_below_or_at(*absolute, apex)) {
      zone.mistakes().error(entry.key_at,
                            "name server \"" + entry.key + "\" is outside of the zone " + apex.text() +
                                "; write it as a record: [records] \"@\" = \"NS " + entry.key + "\"");
    } else if (const auto name = read_owner(entry.key, apex, entry.key_at, zone.mistakes())) {
      out.push_back({*name, {}, entry.key_at});
      read_addresses(settings, entry.key, out.back());
    }
  }
  return out;
}

void add_nameservers(const dns::Name& apex, const std::vector<Nameserver>& nameservers,
                     zonefile::ZoneBuilder& builder) {
  const auto add = [&](dns::NameView owner, dns::Type type, Bytes rdata, const Position& at) {
    builder.begin_owner(owner);
    builder.add({.type = type,
                 .ttl = made_ttl,
                 .line = at.line,
                 .file = builder.file(at.file),
                 .column = static_cast<std::uint16_t>(at.column)},
                rdata);
  };
  if (nameservers.empty()) return;
  add(apex, dns::Type::soa, soa_of(apex, nameservers.front().name), nameservers.front().at);
  for (const Nameserver& nameserver : nameservers) {
    add(apex, dns::Type::ns, nameserver.name.view(), nameserver.at);
    for (const Address& address : nameserver.addresses) {
      add(nameserver.name, address.family() == Family::v4 ? dns::Type::a : dns::Type::aaaa, address.bytes(),
          nameserver.at);
    }
  }
}

}  // namespace rota::config
