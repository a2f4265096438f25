// The tokens that allow changes over TCP: one a line of a file that only rota and
// its operators can read.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rota::control::http {

constexpr std::size_t least_token = 22;  // characters: 128 bits, as base64 writes them

class Tokens {
 public:
  // Reads the file anew; "" has none. What is wrong with it is logged, and what was
  // known before is forgotten: a token that was taken out must not work any more.
  void load(const std::string& path);

  bool empty() const { return tokens_.empty(); }

  // Which one this is, counted from 1, as in the file. The time it takes tells
  // nothing of the tokens, only how many there are.
  std::optional<std::size_t> find(std::string_view presented) const;

 private:
  void add(std::string_view line, const std::string& path, std::size_t number);

  std::vector<std::string> tokens_;
};

}  // namespace rota::control::http
