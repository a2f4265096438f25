// Mistakes of the operator's files, collected so that all can be shown at once:
// "file:line:column: sentence".
#pragma once

#include <cstdint>
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
  bool follows = false;  // from others, which are told before it

  std::string line() const;  // as printed: "file:1:2: [warning: ]text"
};

class Mistakes {
 public:
  void error(Position at, std::string text);
  void warning(Position at, std::string text);
  // What comes of other mistakes: "(because of the above)" is added.
  void consequence(Severity severity, Position at, std::string text);
  void add(const Mistakes& other);
  // By file, in the order in which files were first named, and by line; consequences last.
  void sort();

  bool has_errors() const { return errors_ > 0; }
  std::size_t errors() const { return errors_; }
  std::span<const Mistake> all() const { return all_; }

 private:
  std::vector<Mistake> all_;
  std::size_t errors_ = 0;
};

}  // namespace rota
