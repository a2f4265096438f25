// The settings of a kind of check that its rows say all about: each key holds one value
// that fits its row, and a key that was not written has the row's default. Such a kind is
// one row of check_kinds.def, and one file in probe/checks that takes the values out.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string_view>
#include <variant>

#include "base/row.h"
#include "base/secret.h"
#include "base/settings.h"

namespace rota::health {

class PlainSettings {
 public:
  // Notes what is missing, wrong or unknown; then the settings are not to be used.
  PlainSettings(Settings& settings, const Group& kind);

  std::string_view kind() const { return kind_; }

  // By key. That the kind has no such key, or one of another type, is a mistake of the
  // program: it throws.
  bool boolean(std::string_view key) const { return value<bool>(key); }
  std::int64_t integer(std::string_view key) const { return value<std::int64_t>(key); }
  double number(std::string_view key) const { return value<double>(key); }
  std::chrono::milliseconds duration(std::string_view key) const {
    return value<std::chrono::milliseconds>(key);
  }
  const Secret& text(std::string_view key) const { return value<Secret>(key); }  // all that is a string

 private:
  using Data = std::variant<std::monostate, bool, std::int64_t, double, std::chrono::milliseconds, Secret>;

  template <class T>
  const T& value(std::string_view key) const {
    return std::get<T>(values_.at(key));
  }
  static Data read(Settings& settings, const Row& row);

  std::string_view kind_;
  std::map<std::string_view, Data> values_;
};

}  // namespace rota::health
