// Any text as a zone file: read whole or refused, within bounds of time and
// memory. Includes are answered with the text itself, never from the disk.
// Ids: C-24
#include <cstdint>
#include <string>

#include "support/memory_files.h"
#include "zonefile/zone_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  std::size_t reads = 0;
  const auto open = [&](const std::string&) -> rota::Result<rota::OpenText> {
    if (++reads > 3) return rota::Error{"read often enough"};
    return rota::test::text_of(text, 1 + text.size() % 5 * 7);
  };
  static const auto apex = rota::dns::parse_name("example").value();
  rota::Mistakes mistakes;
  const rota::Files files{open, {}};
  const rota::zonefile::ZoneSource source{.path = "example.zone", .files = files, .most_generated = 50};
  const auto zone = rota::zonefile::read_zone_file(source, apex, mistakes);
  // A zone and mistakes exclude each other; every record is whole.
  if ((zone == nullptr) != mistakes.has_errors()) __builtin_trap();
  if (zone == nullptr) return 0;
  for (const auto& owner : zone->owners) {
    if (rota::dns::name_size(zone->name(owner)) == 0 || zone->of(owner).empty()) __builtin_trap();
    for (const auto& record : zone->of(owner)) {
      if (zone->rdata(record).size() != record.rdata_size) __builtin_trap();
    }
  }
  return 0;
}
