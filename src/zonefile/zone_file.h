// A zone file -> records in wire form, with every mistake of the file and of
// what it includes.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <string_view>

#include "base/files.h"
#include "base/interrupt.h"
#include "base/mistakes.h"
#include "zonefile/records.h"

namespace rota::zonefile {

struct ZoneSource {
  std::string path;                                 // of the text; files it includes are relative to this one
  const Files& files;                               // how `path` and included files are opened
  std::size_t most_generated = 1U << 20;            // records that all $GENERATE together may make
  std::size_t most_included = 10'000;               // files, each time that one is read counted
  std::size_t largest_text = std::size_t{8} << 30;  // octets of all files
  const std::atomic<bool>* interrupted = &loads_are_interrupted;  // ends the reading once it is true
};

// Null after a mistake.
std::shared_ptr<const ZoneRecords> read_zone_file(const ZoneSource& source, const dns::Name& apex,
                                                  Mistakes& mistakes);

}  // namespace rota::zonefile
