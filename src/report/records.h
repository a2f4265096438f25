// A zone's static records as text, a line each: "owner ttl type rdata-in-hex", names
// without the trailing dot; what pools answer is left out. Made piece by piece, so
// that a zone of a million records needs neither a copy nor a pause; from the running
// zones and from loaded files alike, so that the two can be compared.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "snapshot/zone_walk.h"
#include "zonefile/records.h"

namespace rota::report {

class RunningRecords {
 public:
  // `zones` are kept while this lives.
  RunningRecords(std::shared_ptr<const snapshot::Zones> zones, ZoneSlot zone);

  // Appends whole lines of the next names, until there are about so many octets more;
  // false once the zone has ended.
  bool append(std::string& out, std::size_t octets);

 private:
  std::shared_ptr<const snapshot::Zones> zones_;
  snapshot::ZoneWalk walk_;
};

class LoadedRecords {
 public:
  explicit LoadedRecords(std::shared_ptr<const zonefile::ZoneRecords> records);

  bool append(std::string& out, std::size_t octets);  // as above

 private:
  std::shared_ptr<const zonefile::ZoneRecords> records_;
  std::size_t next_ = 0;  // of the owners
};

}  // namespace rota::report
