// Mistakes of the operator's files, collected so that all can be shown at once:
// "file:line:column: sentence".
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rota {

// Where something was written. Line and column count from 1; 0 = unknown.
struct Position {
  std::shared_ptr<const std::string> file;  // shared by all positions of one file
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  std::string text() const;  // "zones/lb.toml:14:3", as far as known
};

enum class Severity { error, warning };

struct Mistake {
  Severity severity = Severity::error;
  Position at;
  std::string text;

  std::string line() const;  // as printed: "file:1:2: [warning: ]text"
};

class Mistakes {
 public:
  void error(Position at, std::string text);
  void warning(Position at, std::string text);
  void add(const Mistakes& other);

  bool has_errors() const { return errors_ > 0; }
  std::size_t errors() const { return errors_; }
  std::span<const Mistake> all() const { return all_; }

 private:
  std::vector<Mistake> all_;
  std::size_t errors_ = 0;
};

constexpr std::size_t most_suggested = 1000;  // every known word is compared; a long list would take its time

// " (did you mean 'weight'?)" when a known word is close to what was written, else "".
std::string suggestion(std::string_view written, std::span<const std::string_view> known);

// The same for the list of a plug-in's kinds.
template <class Kind>
std::string suggestion(std::string_view written, const std::map<std::string_view, Kind>& kinds) {
  std::vector<std::string_view> known(kinds.size());
  std::ranges::transform(kinds, known.begin(), [](const auto& row) { return row.first; });
  return suggestion(written, known);
}

}  // namespace rota
