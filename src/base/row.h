// A key of the configuration as a row: its name, what it may hold, what holds without it,
// and what it means. Readers, errors, `rotad --print-defaults`, the schema and the table in
// docs/configuration.md come from these rows. A key without a row cannot be read.
//
//   Row     one key, such as `workers`
//   Group   one table of keys, such as [server]; rows name the groups within them
//   Key     a row and where its value goes (base/keys.h)
//
// All of it is constant data, made by the compiler.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace rota {

struct Group;

enum class ValueType : std::uint8_t {
  boolean,
  integer,
  number,
  duration,
  text,
  path,      // of a file; a relative one starts at the folder of the file that names it
  name,      // of a host or zone, or of something else in the configuration
  address,   // of IP
  endpoint,  // address and port
  network,   // address, or address/length
  secret,    // a text that is never shown
  statuses,  // of HTTP: 200, "200-399" or "200,204"
  table,     // of the row's group
};

// How many values a key holds.
enum class Many : std::uint8_t {
  one,
  list,   // one, or an array of them
  array,  // always an array
  map,    // a table whose keys are names that the operator chooses
  lists,  // the same with a list for each name
};

enum class Need : std::uint8_t {
  optional,
  sample,  // not needed, but a printed configuration would say nothing without it
  required,
};

// What a number may be, ends included. Of a duration: milliseconds, and only `least` counts.
// Of a string: octets, and only `most` counts; 0 = any.
struct Range {
  double least = 0;
  double most = 0;
};

struct Row {
  std::string_view key{};
  ValueType type = ValueType::text;
  Many many = Many::one;
  Need need = Need::optional;
  Range range{};
  std::span<const std::string_view> words{};  // the texts that are allowed; empty = any
  const Group* group = nullptr;               // of a table, also of one instead of the plain value
  std::string_view fallback{};                // the default, as TOML; "" = none
  std::string_view example{};                 // as TOML; "" = the default is one
  std::string_view meaning{};                 // in one or two sentences; of a table: as its group
};

struct Group {
  std::string_view name{};     // of its own among all groups
  std::string_view heading{};  // as in TOML where it has one there: "[server]", "[check.NAME]"
  std::string_view meaning{};
  std::span<const Row> rows{};
  const Group* also = nullptr;  // whose keys may stand here as well
};

// Of the group and of those that may stand there as well.
std::vector<const Row*> all_rows(const Group& group);
const Row* find_row(const Group& group, std::string_view key);  // null = no such key

// Its own, or of a table without one its group's.
std::string_view meaning_of(const Row& row);

}  // namespace rota
