#include "zonefile/rules.h"

#include <algorithm>

#include "zonefile/sizes.h"

namespace rota::zonefile {

namespace {

class OwnerRules {
 public:
  OwnerRules(const ZoneRecords& zone, const Owner& owner, bool is_apex, Mistakes& mistakes)
      : zone_(zone),
        records_(zone.of(owner)),
        name_(zone.name(owner)),
        is_apex_(is_apex),
        mistakes_(mistakes) {}

  void check() {
    at_most_one(dns::Type::soa);
    at_most_one(dns::Type::cname);
    at_most_one(dns::Type::dname);
    if (!is_apex_) refuse(dns::Type::soa, "SOA is not at the apex of the zone");
    if (const Record* cname = find(dns::Type::cname)) check_beside(*cname);
    if (dns::is_wildcard(name_)) check_wildcard();
    check_sizes();
  }

  const Record* find(dns::Type type) const {
    const auto found = std::ranges::lower_bound(records_, type, {}, &Record::type);
    return found == records_.end() || found->type != type ? nullptr : &*found;
  }

 private:
  void refuse(dns::Type type, std::string why) {
    if (const Record* record = find(type))
      mistakes_.error(zone_.at(*record), dns::text(name_) + ": " + std::move(why));
  }

  void at_most_one(dns::Type type) {
    const Record* first = find(type);
    if (first == nullptr || first == &records_.back() || first[1].type != type) return;
    mistakes_.error(zone_.at(first[1]), dns::text(name_) + " has two " + dns::text(type) + ", the other at " +
                                            zone_.at(*first).text());
  }

  // RFC 2181 section 10.1; what DNSSEC adds may stand beside it (RFC 4034).
  void check_beside(const Record& cname) {
    const auto other = std::ranges::find_if(records_, [](const Record& record) {
      return record.type != dns::Type::cname && record.type != dns::Type::rrsig &&
             record.type != dns::Type::nsec;
    });
    if (other == records_.end()) return;
    mistakes_.error(zone_.at(cname), dns::text(name_) + " has a CNAME beside other data: " +
                                         dns::text(other->type) + " at " + zone_.at(*other).text());
  }

  // RFC 4592 sections 4.2 and 4.4: the one has no meaning, the other is not defined.
  void check_wildcard() {
    refuse(dns::Type::ns, "a wildcard cannot own NS");
    if (const Record* dname = find(dns::Type::dname)) {
      mistakes_.warning(zone_.at(*dname),
                        dns::text(name_) + ": what a DNAME of a wildcard means is not defined");
    }
  }

  void check_sizes() {
    for (std::size_t i = 0; i < records_.size();) {
      const Record& first = records_[i];
      const std::size_t start = i;
      while (i < records_.size() && records_[i].type == first.type) ++i;
      const std::size_t size = size_in_message(records_.subspan(start, i - start));
      if (size <= largest_in_message) continue;
      mistakes_.error(zone_.at(first),
                      dns::text(name_) + " " + dns::text(first.type) +
                          (i - start > 1 ? " has too many records: they do" : " is too large: it does") +
                          " not fit into one message (" + std::to_string(size) + " octets, at most " +
                          std::to_string(largest_in_message) + ")");
    }
  }

  const ZoneRecords& zone_;
  std::span<const Record> records_;
  dns::NameView name_;
  bool is_apex_;
  Mistakes& mistakes_;
};

}  // namespace

void check_owners(const ZoneRecords& zone, const dns::Name& apex, Mistakes& mistakes) {
  for (const Owner& owner : zone.owners) {
    OwnerRules(zone, owner, dns::equal(zone.name(owner), apex), mistakes).check();
  }
}

void check_complete(const ZoneRecords& zone, const dns::Name& apex, const Position& at, Mistakes& mistakes) {
  const auto found = std::ranges::find_if(
      zone.owners, [&](const Owner& owner) { return dns::equal(zone.name(owner), apex); });
  const auto records = found == zone.owners.end() ? std::span<const Record>() : zone.of(*found);
  const auto has = [&](dns::Type type) {
    return std::ranges::find(records, type, &Record::type) != records.end();
  };
  if (!has(dns::Type::soa)) mistakes.error(at, "the zone " + apex.text() + " has no SOA");
  if (!has(dns::Type::ns)) mistakes.error(at, "the zone " + apex.text() + " has no NS at its apex");
}

}  // namespace rota::zonefile
