// The tokens that are shown over TCP: lines of `NAME SCOPES SECRET` of a file that only
// rota and its operators can read. Scopes are `read`, `change` and `report:POOL`, with
// commas between. The name is what the record of changes tells, never the secret.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/secret.h"

namespace rota::http {

constexpr std::size_t largest_token_file = std::size_t{1} << 20;
constexpr std::size_t least_secret = 22;  // characters: 128 bits, as base64 writes them

struct Token {
  std::string name;
  bool reads = false;
  bool changes = false;
  std::vector<std::string> reports{};  // references of pools, as they are written
  Secret secret;
};

class Tokens {
 public:
  // Reads the file anew; "" has none. What is wrong with it is logged, and what was
  // known before is forgotten: a token that was taken out must not work any more.
  void load(const std::string& path);

  bool empty() const { return tokens_.empty(); }

  // Null when there is none with this secret. The time it takes tells nothing of the
  // secrets, only how many there are.
  const Token* find(std::string_view presented) const;

 private:
  void read_line(std::string_view line, const std::string& where, std::size_t number);

  std::vector<Token> tokens_;
};

}  // namespace rota::http
