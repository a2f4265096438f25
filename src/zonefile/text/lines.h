// Splits the text of a zone file into logical lines and those into tokens:
// comments, quotes, escapes and parentheses over several lines. Tokens point
// into the text and are as written; what they mean is left to others.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"

namespace rota::zonefile {

struct ZoneLine {
  std::vector<std::string_view> tokens;  // with their quotes and escapes
  std::uint32_t line = 0;                // where it starts, from 1
  bool indented = false;                 // begins with white space: the owner is the one before
  std::string_view mistake;              // why it could not be split, else empty
};

class ZoneLines {
 public:
  // The whole text, which must outlive it.
  explicit ZoneLines(std::string_view text) : text_(text) {}
  // A piece of a file at a time; only a longer line makes it keep more.
  explicit ZoneLines(OpenText file, std::size_t piece = 1U << 17)
      : file_(std::move(file)), buffer_(std::min(file_.size + 1, piece)) {}

  // The next line that has tokens or a mistake; false at the end. `out` is reused, its
  // tokens hold until the next call.
  bool next(ZoneLine& out);

  // Why the file could not be read to its end, else empty.
  const std::string& failure() const { return failure_; }

 private:
  bool refill(std::size_t start);
  void split(ZoneLine& out);
  bool take_token(ZoneLine& out);
  void skip_line();

  OpenText file_;  // without `read` when nothing more is to come
  std::vector<char> buffer_;
  std::string failure_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
};

bool is_quoted(std::string_view token);
std::string_view unquoted(std::string_view token);  // without the quotes around it, if any

}  // namespace rota::zonefile
