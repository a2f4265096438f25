// A text that nobody may read back from rota: header values, what a check sends,
// tokens, keys. It cannot be printed, compared or made JSON; reveal() is the one way
// out, for whoever must send it or compute with it, and a reviewer can search for it.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace rota {

class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_(std::move(text)) {}

  const std::string& reveal() const { return text_; }
  bool empty() const { return text_.empty(); }

  // Whether `offered` is the same text. Takes as long for a wrong text of the same
  // length as for the right one, so that it cannot be guessed octet by octet.
  bool matches(std::string_view offered) const;

  bool operator==(const Secret&) const = delete;

 private:
  std::string text_;
};

}  // namespace rota
