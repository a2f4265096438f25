#include "config/zone_records.h"

#include "config/owner_name.h"

namespace rota::config {

namespace {

void read_values(const Entry& entry, const dns::Name& owner, Mistakes& mistakes,
                 std::vector<zonefile::WrittenRecord>& out) {
  const auto read_one = [&](const Value& value) {
    if (value.text() != nullptr)
      out.push_back({owner, *value.text(), value.at});
    else
      mistakes.error(value.at, "records of \"" + entry.key +
                                   "\" must be a text such as \"A 192.0.2.9\" or an array of them, not " +
                                   std::string(value.kind()));
  };
  if (entry.value.array() == nullptr) return read_one(entry.value);
  for (const Value& item : *entry.value.array()) read_one(item);
  if (entry.value.array()->empty()) mistakes.error(entry.value.at, "\"" + entry.key + "\" has no record");
}

}  // namespace

std::vector<zonefile::WrittenRecord> read_zone_records(Settings& zone, const dns::Name& apex) {
  std::vector<zonefile::WrittenRecord> out;
  const Table* table = zone.table(records_row);
  if (table == nullptr) return out;
  Mistakes& mistakes = zone.mistakes();
  for (const Entry& entry : *table) {
    // www.eu = "..." is a table within a table for TOML.
    if (entry.value.table() != nullptr)
      mistakes.error(entry.key_at, "a name with dots must be quoted, and its value be a text or an array");
    else if (const auto owner = read_owner(entry.key, apex, entry.key_at, mistakes))
      read_values(entry, *owner, mistakes, out);
  }
  return out;
}

}  // namespace rota::config
