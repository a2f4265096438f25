// Gathers records one by one in any order and groups them by owner: one pass over
// the names when all are known, and a counting sort only where one came twice.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/mistakes.h"
#include "zonefile/records.h"

namespace rota::zonefile {

class ZoneBuilder {
 public:
  // Room for what a text of this size may hold. What is not used of it costs
  // nothing: it is never touched.
  void expect(std::size_t text_size);

  std::uint16_t file(const std::shared_ptr<const std::string>& path);  // its index

  // The records that are added next are this name's, which may have any case and may
  // have had some before.
  void begin_owner(dns::NameView name);

  // `record` says everything but where its rdata is. False when the zone is full:
  // 4 GiB of names and rdata.
  bool add(Record record, Bytes rdata);

  // Lower-cased owners, sets in order of type, duplicates collapsed, one TTL a set.
  std::shared_ptr<const ZoneRecords> finish(Mistakes& mistakes);

 private:
  std::vector<std::uint32_t> find_same() const;
  void group();
  void tidy(Owner& owner, std::uint32_t& end, Mistakes& mistakes);
  bool is_duplicate(std::uint32_t first, std::uint32_t end, const Record& record) const;

  // Until they are grouped its owners are runs: records that came after each other.
  std::shared_ptr<ZoneRecords> zone_ = std::make_shared<ZoneRecords>();
};

}  // namespace rota::zonefile
