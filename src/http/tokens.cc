#include "http/tokens.h"

#include <sys/stat.h>

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "base/files.h"
#include "base/log.h"
#include "base/printable.h"
#include "base/result.h"

namespace rota::http {

namespace {

constexpr std::string_view blanks = " \t\r";
constexpr std::string_view report = "report:";
constexpr std::size_t longest_name = 64;

std::vector<std::string_view> parts_of(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(separators), text.size());
    if (end > 0) out.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

bool is_name(std::string_view text) {
  return text.size() <= longest_name && std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7f; });
}

std::optional<Error> read_scopes(std::string_view text, Token& out) {
  for (const std::string_view scope : parts_of(text, ",")) {
    if (scope == "read")
      out.reads = true;
    else if (scope == "change")
      out.changes = true;
    else if (scope.starts_with(report) && scope.size() > report.size())
      out.reports.emplace_back(scope.substr(report.size()));
    else
      return Error{"unknown scope \"" + printable(scope, longest_name) +
                   "\"; use read, change or report:POOL"};
  }
  return {};
}

// A line of one word is a secret as rota 0.1 had it: it may do all that it could then.
Result<Token> read_token(std::string_view line, std::size_t number) {
  const auto words = parts_of(line, blanks);
  if (words.size() != 1 && words.size() != 3) return Error{"a line must be NAME SCOPES SECRET"};
  Token out;
  out.secret = Secret(std::string(words.back()));
  out.name = words.size() == 1 ? "token " + std::to_string(number) : std::string(words.front());
  out.reads = out.changes = words.size() == 1;
  if (words.back().size() < least_secret)
    return Error{"a secret must have at least " + std::to_string(least_secret) + " characters"};
  if (words.size() == 1) return out;
  if (!is_name(words.front())) return Error{"a name must have at most 64 printable characters"};
  if (const auto wrong = read_scopes(words[1], out)) return *wrong;
  return out;
}

// Whole, unless it is too large to be one.
Result<std::string> read_file(const std::string& path) {
  const auto file = files_on_disk().open(path);
  if (!file) return file.error();
  std::string out(largest_token_file + 1, '\0');
  std::size_t size = 0;
  while (size < out.size()) {
    const auto got = file->read(std::span(out).subspan(size));
    if (!got) return got.error();
    if (*got == 0) break;
    size += *got;
  }
  if (size > largest_token_file) return Error{"it is larger than 1 MiB"};
  out.resize(size);
  return {boost::system::in_place_value, std::move(out)};
}

}  // namespace

void Tokens::load(const std::string& path) {
  tokens_.clear();
  if (path.empty()) return;
  struct stat about {};
  const auto text = read_file(path);
  if (!text || ::stat(path.c_str(), &about) != 0)
    return log_error("token_file",
                     "cannot read the token file " + path + (text ? "" : ": " + text.error().text) +
                         "; all tokens are refused. Correct the file or token_file in [control], and reload");
  if ((about.st_mode & S_IRWXO) != 0)
    log_warning(
        "token_file",
        "every user can read or change the token file " + path + "; make it private: chmod 600 " + path,
        {{"file", path}});
  std::size_t number = 0;
  for (std::string_view rest = *text; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    read_line(rest.substr(0, end), path, ++number);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (tokens_.empty())
    log_warning("token_file", "the token file " + path + " has no token; all tokens are refused",
                {{"file", path}});
}

void Tokens::read_line(std::string_view line, const std::string& path, std::size_t number) {
  const std::size_t first = line.find_first_not_of(blanks);
  if (first == std::string_view::npos || line[first] == '#') return;
  const std::string where = path + ":" + std::to_string(number) + ": ";
  auto token = read_token(line, number);
  if (!token)
    return log_error("token_file", where + token.error().text + "; this line is ignored",
                     {{"file", path}, {"line", number}});
  if (parts_of(line, blanks).size() == 1)
    log_warning("token_file", where + "a secret without a name; write: NAME read,change SECRET",
                {{"file", path}, {"line", number}});
  tokens_.push_back(std::move(*token));
}

const Token* Tokens::find(std::string_view presented) const {
  const Token* out = nullptr;
  for (const Token& token : tokens_)
    if (token.secret.matches(presented)) out = &token;
  return out;
}

}  // namespace rota::http
