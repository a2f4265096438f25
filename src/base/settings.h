// Reads one table of settings: typed getters that report wrong types, and a
// check at the end that reports every key nobody asked for. The owner of an
// option (a policy, a check) reads it with this, so an option lives in one file.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/mistakes.h"
#include "base/value.h"

namespace rota {

class Settings {
 public:
  // Both must outlive the Settings. `at` is where the table itself stands.
  Settings(const Table& table, Position at, Mistakes& mistakes);

  // Each marks the key as known; nothing is returned when it is absent or wrong
  // (then a mistake has been noted).
  std::optional<Secret> secret(std::string_view key);     // a string, sealed or not, that nobody is shown
  std::optional<std::string> text(std::string_view key);  // a string, sealed or not, that may be shown
  std::optional<bool> boolean(std::string_view key);
  std::optional<std::int64_t> integer(std::string_view key, std::int64_t least, std::int64_t most);
  std::optional<double> real(std::string_view key, double least, double most);
  std::optional<std::chrono::milliseconds> duration(std::string_view key);  // "500ms", "5s", "2m", "1h"
  std::optional<std::vector<std::string>> texts(std::string_view key);  // a string, or an array of strings
  const Table* table(std::string_view key);
  const Value* value(std::string_view key);  // of whatever type

  bool has(std::string_view key) const { return find(table_, key) != nullptr; }
  Position at() const { return at_; }
  Position where(std::string_view key) const;  // of the value; of the table when absent
  Mistakes& mistakes() { return mistakes_; }

  // Words that are keys although no getter asks for them here (read by others).
  void know(std::string_view key) { known_.push_back(key); }

  // An error for every key nobody asked for, with a suggestion.
  void finish();

 private:
  const Value* take(std::string_view key);
  void wrong(const Value& value, std::string_view key, std::string_view expected);

  const Table& table_;
  Position at_;
  Mistakes& mistakes_;
  std::vector<std::string_view> known_;
};

// A string, sealed or not; nothing when it is something else.
std::optional<Secret> open_secret(const Value& value);

// "500ms", "5s", "2m", "1h" -> milliseconds; nothing when malformed or negative.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

}  // namespace rota
