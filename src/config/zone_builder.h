// Gathers records one by one in any order and groups them by owner: a hash and
// one counting sort, so a million records cost a second pass and no full sort.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/mistakes.h"
#include "config/zone_records.h"

namespace rota::config {

class ZoneBuilder {
 public:
  ZoneBuilder();

  // Room for what a text of this size may hold.
  void expect(std::size_t text_size) { zone_->arena.reserve(text_size); }

  std::uint16_t file(const std::shared_ptr<const std::string>& path);  // its index

  // `record` says everything but where its rdata is; `owner` may have any case.
  // False when the zone is full: 4 GiB of names and rdata.
  bool add(dns::NameView owner, Record record, Bytes rdata);

  // Lower-cased owners, sets in order of type, duplicates collapsed, one TTL a set.
  std::shared_ptr<const ZoneRecords> finish(Mistakes& mistakes);

 private:
  std::uint32_t find_or_add(dns::NameView lowered);
  void grow();
  void group();
  void tidy(Owner& owner, std::uint32_t& end, Mistakes& mistakes);
  bool is_duplicate(std::uint32_t first, std::uint32_t end, const Record& record) const;

  std::shared_ptr<ZoneRecords> zone_;
  std::vector<std::uint32_t> owner_of_;  // of each record, until grouped
  std::vector<std::uint32_t> slots_;     // open addressing; index of an owner plus 1, or 0
};

}  // namespace rota::config
