#include "zonefile/sizes.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>

namespace rota::zonefile {

namespace {

constexpr std::size_t fixed_part = 12;  // pointer, type, class, TTL and size

bool is_address(const Record& record) {
  return record.type == dns::Type::a || record.type == dns::Type::aaaa;
}

std::size_t size_of_addresses(std::span<const Record> records) {
  std::size_t out = 0;
  for (const Record& record : records)
    if (is_address(record)) out += fixed_part + record.rdata_size;
  return out;
}

std::string key_of(dns::NameView name) {
  const dns::Name lowered = dns::lowered(name);
  return {lowered.view().begin(), lowered.view().end()};
}

class Referrals {
 public:
  Referrals(const ZoneRecords& zone, Mistakes& mistakes) : zone_(zone), mistakes_(mistakes) {
    for (const Owner& owner : zone.owners)
      most_addresses_ = std::max(most_addresses_, size_of_addresses(zone.of(owner)));
  }

  void check(const Owner& cut) {
    const auto own = zone_.of(cut);
    const auto first = std::ranges::lower_bound(own, dns::Type::ns, {}, &Record::type);
    const auto last = std::ranges::upper_bound(own, dns::Type::ns, {}, &Record::type);
    const std::span<const Record> records(first, last);
    if (records.empty()) return;
    const std::size_t size = size_in_message(records);
    // Of nearly all zones this is enough to know.
    if (size > largest_in_message || size + records.size() * most_addresses_ <= largest_in_message) return;
    std::size_t glue = 0;
    for (const Record& record : records) glue += glue_of(zone_.rdata(record), zone_.name(cut));
    if (size + glue <= largest_in_message) return;
    mistakes_.error(zone_.at(records.front()),
                    dns::text(zone_.name(cut)) + " has too much glue: with its NS it has " +
                        std::to_string(size + glue) + " octets, and " + std::to_string(largest_in_message) +
                        " fit into one message");
  }

 private:
  std::size_t glue_of(dns::NameView server, dns::NameView cut) {
    if (!dns::is_below_or_at(server, cut)) return 0;
    if (addresses_.empty()) {
      for (const Owner& owner : zone_.owners)
        addresses_[key_of(zone_.name(owner))] = size_of_addresses(zone_.of(owner));
    }
    const auto found = addresses_.find(key_of(server));
    return found == addresses_.end() ? 0 : found->second;
  }

  const ZoneRecords& zone_;
  Mistakes& mistakes_;
  std::size_t most_addresses_ = 0;
  std::unordered_map<std::string, std::size_t> addresses_;  // filled when first needed
};

}  // namespace

std::size_t size_in_message(std::span<const Record> records) {
  std::size_t out = 0;
  for (const Record& record : records) out += fixed_part + record.rdata_size;
  return out;
}

void check_referrals(const ZoneRecords& zone, const dns::Name& apex, Mistakes& mistakes) {
  Referrals referrals(zone, mistakes);
  for (const Owner& owner : zone.owners)
    if (!dns::equal(zone.name(owner), apex)) referrals.check(owner);
}

}  // namespace rota::zonefile
