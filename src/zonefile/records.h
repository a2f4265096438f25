// The static records of one zone in wire form: one arena, one small entry each,
// grouped by owner. A million records must stay compact, so nothing here is a
// library's object and nothing owns memory of its own.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/mistakes.h"
#include "dns/name.h"
#include "dns/types.h"

namespace rota::zonefile {

struct Record {
  std::uint32_t rdata = 0;  // where its rdata starts in the arena
  std::uint16_t rdata_size = 0;
  dns::Type type{};
  std::uint32_t ttl = 0;  // seconds
  std::uint32_t line = 0;
  std::uint16_t file = 0;    // index of ZoneRecords::files
  std::uint16_t column = 0;  // 0 where lines say enough
};

// One name with its records: sorted by type, within a type as in the file,
// duplicates collapsed, one TTL a set.
struct Owner {
  std::uint32_t name = 0;   // where its lower-cased wire name starts in the arena
  std::uint32_t first = 0;  // of ZoneRecords::records
  std::uint32_t count = 0;
  std::uint32_t name_size = 0;
};

struct ZoneRecords {
  std::vector<std::uint8_t> arena;
  std::vector<Owner> owners;  // in the order they first appear
  std::vector<Record> records;
  std::vector<std::shared_ptr<const std::string>> files;

  dns::NameView name(const Owner& owner) const { return Bytes(arena).subspan(owner.name, owner.name_size); }
  std::span<const Record> of(const Owner& owner) const {
    return std::span(records).subspan(owner.first, owner.count);
  }
  Bytes rdata(const Record& record) const { return Bytes(arena).subspan(record.rdata, record.rdata_size); }
  Position at(const Record& record) const { return {files[record.file], record.line, record.column}; }
};

}  // namespace rota::zonefile
