// Reads one table of settings by rows: typed getters that report what is wrong with a
// value, and a check at the end that reports every key without a row.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/mistakes.h"
#include "base/row.h"
#include "base/value.h"

namespace rota {

class Settings {
 public:
  // Both must outlive the Settings. `at` is where the table itself stands,
  // `place` what it is called: "[check.web]"; of a group with a heading of its own it need not be said.
  Settings(const Table& table, Position at, Mistakes& mistakes, std::string place = {});

  // Nothing is returned when the key is absent or its value is wrong; then a mistake has
  // been noted.
  std::optional<Secret> secret(const Row& row);     // a string, sealed or not, that nobody is shown
  std::optional<std::string> text(const Row& row);  // a string, sealed or not, that may be shown
  std::optional<std::size_t> word(const Row& row);  // one of the row's words: its index
  std::optional<bool> boolean(const Row& row);
  std::optional<std::int64_t> integer(const Row& row);                // within the row's range
  std::optional<double> real(const Row& row);                         // the same
  std::optional<std::chrono::milliseconds> duration(const Row& row);  // "500ms", "5s", "2m", "1h"
  std::optional<std::vector<std::string>> texts(const Row& row);      // a string, or an array of strings
  const Table* table(const Row& row);
  const Value* value(const Row& row);  // of whatever type

  bool has(std::string_view key) const { return find(table_, key) != nullptr; }
  Position at() const { return at_; }
  Position where(std::string_view key) const;  // of the value; of the table when absent
  Mistakes& mistakes() { return mistakes_; }

  // An error at a key, or at its table when the key is absent.
  void error(std::string_view key, std::string text);

  // An error for every key that has no row in the group, with a suggestion.
  void finish(const Group& group);

 private:
  void wrong(const Value& value, const Row& row, std::string_view expected);

  const Table& table_;
  Position at_;
  Mistakes& mistakes_;
  std::string place_;
};

// A string, sealed or not; nothing when it is something else.
std::optional<Secret> open_secret(const Value& value);

// "500ms", "5s", "2m", "1h" -> milliseconds; nothing when malformed or negative.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

}  // namespace rota
