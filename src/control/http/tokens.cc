#include "control/http/tokens.h"

#include <sys/stat.h>

#include <fstream>

#include "base/log.h"

namespace rota::control::http {

namespace {

bool is_equal(std::string_view token, std::string_view presented) {
  volatile unsigned differ = token.size() == presented.size() ? 0 : 1;
  for (std::size_t i = 0; i < presented.size(); ++i)
    differ = differ | static_cast<unsigned>(token[i % token.size()] ^ presented[i]);
  return differ == 0;
}

std::string_view trimmed(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return line.substr(first, line.find_last_not_of(" \t\r") - first + 1);
}

}  // namespace

void Tokens::load(const std::string& path) {
  tokens_.clear();
  if (path.empty()) return;
  struct stat about {};
  std::ifstream file(path);
  if (!file || ::stat(path.c_str(), &about) != 0)
    return log_error("the token file " + path + " cannot be read: changes over TCP are refused");
  if ((about.st_mode & S_IRWXO) != 0)
    log_warning("everybody on this machine can use the token file " + path + ": chmod o= it");
  std::string line;
  for (std::size_t number = 1; std::getline(file, line); ++number) add(trimmed(line), path, number);
  if (tokens_.empty()) log_warning("the token file " + path + " has no token: changes over TCP are refused");
}

void Tokens::add(std::string_view line, const std::string& path, std::size_t number) {
  if (line.empty() || line.front() == '#') return;
  if (line.size() >= least_token) return tokens_.emplace_back(line), void();
  log_error(path + ":" + std::to_string(number) + ": a token has at least " + std::to_string(least_token) +
            " characters: this one is ignored");
}

std::optional<std::size_t> Tokens::find(std::string_view presented) const {
  std::optional<std::size_t> out;
  for (std::size_t i = 0; i < tokens_.size(); ++i)
    if (is_equal(tokens_[i], presented)) out = i + 1;
  return out;
}

}  // namespace rota::control::http
