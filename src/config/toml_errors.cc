#include "config/toml_errors.h"

#include <algorithm>
#include <optional>
#include <set>

#include "base/blanks.h"
#include "base/printable.h"
#include "config/load.h"

namespace rota::config {

namespace {

constexpr std::size_t most_shown = 60;  // octets of a value

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

std::string in_quotes(std::string_view text) { return '"' + printable(text, most_shown) + '"'; }

// "\"web", "web'" or web in typographic quotes, without them.
std::string_view without_quotes(std::string_view text) {
  static constexpr std::string_view quotes[] = {"\"", "'", "\u201c", "\u201d", "\u201e", "\u2018", "\u2019"};
  for (const std::string_view quote : quotes) {
    if (text.starts_with(quote)) text.remove_prefix(quote.size());
    if (text.ends_with(quote)) text.remove_suffix(quote.size());
  }
  return without_blanks(text);
}

void collect_keys(const Group& group, std::set<const Group*>& seen, std::set<std::string_view>& out) {
  if (!seen.insert(&group).second) return;
  for (const Row* row : all_rows(group)) {
    if (row->type != ValueType::secret) out.insert(row->key);
    if (row->group != nullptr) collect_keys(*row->group, seen, out);
  }
}

// Of checks only what all kinds have: keys of a kind may hold secrets.
bool may_be_shown(std::string_view key) {
  static const std::set<std::string_view> keys = [] {
    std::set<const Group*> seen;
    std::set<std::string_view> out;
    collect_keys(main_group, seen, out);
    return out;
  }();
  return keys.contains(key);
}

// The place of an error, and what is written around it.
class Place {
 public:
  explicit Place(const SyntaxError& error) : text_(error.text) {
    for (std::uint32_t line = 1; line < error.line && begin_ != std::string_view::npos; ++line)
      begin_ = text_.find('\n', begin_) + (begin_ == std::string_view::npos ? 0 : 1);
    begin_ = std::min(begin_, text_.size());
    line_ = text_.substr(begin_, text_.find('\n', begin_) - begin_);
    const std::size_t column = std::max<std::uint32_t>(error.column, 1) - 1;
    at_ = std::min(column, line_.empty() ? 0 : line_.size() - 1);
  }

  std::string_view line() const { return without_blanks(line_); }
  bool is_in_array() const { return has(before_value(), "["); }

  // The value without quotes that the error is in.
  std::string_view value() const {
    const std::size_t start = value_start();
    const std::size_t end = line_.find_first_of(",]}#", start);
    return without_blanks(line_.substr(start, end - start));
  }

  // Of that value, or of the array that it is in.
  std::string_view key() const {
    const std::string_view before = text_.substr(0, begin_ + value_start());
    const std::size_t equals = before.rfind('=');
    if (equals == std::string_view::npos) return {};
    const std::size_t start = before.find_last_of("\n{,", equals) + 1;
    return without_quotes(without_blanks(before.substr(start, equals - start)));
  }

  std::string_view first_word() const {
    const std::string_view words = line();
    return words.substr(0, words.find_first_of(" \t=:\"{"));
  }

  // The number of the line above that has `wanted` before its "=", or is it; 0 = none.
  std::uint32_t line_above_with(std::string_view wanted, bool within_table) const {
    std::uint32_t found = 0;
    std::uint32_t number = 0;
    for (std::size_t at = 0; at < begin_;) {
      const std::size_t end = std::min(text_.find('\n', at), text_.size());
      const std::string_view one = without_blanks(text_.substr(at, end - at));
      ++number;
      if (within_table && one.starts_with('[')) found = 0;
      if (without_quotes(without_blanks(one.substr(0, one.find('=')))) == wanted) found = number;
      at = end + 1;
    }
    return found;
  }

 private:
  std::size_t value_start() const { return line_.find_last_of("=[,{", at_) + 1; }
  std::string_view before_value() const {
    const std::size_t start = value_start();
    return start == 0                          ? "["
           : line_.substr(start - 1, 1) == "," ? std::string_view("[")
                                               : line_.substr(start - 1, 1);
  }

  std::string_view text_;
  std::size_t begin_ = 0;  // of the line
  std::string_view line_;
  std::size_t at_ = 0;
};

std::string in_line(std::uint32_t line) {
  return line == 0 ? "" : "; the first is in line " + std::to_string(line);
}

// 'x' of "cannot redefine existing array 'x'".
std::string_view name_in(std::string_view description) {
  const std::size_t first = description.find('\'');
  const std::size_t last = description.find('\'', first + 1);
  if (last == std::string_view::npos) return {};
  return description.substr(first + 1, last - first - 1);
}

std::optional<std::string> describe_duplicate(std::string_view what, const Place& place) {
  if (!has(what, "cannot redefine existing")) return {};
  const std::string_view name = name_in(what);
  if (has(what, "as array-of-tables"))
    return "[[" + std::string(name) + "]] cannot follow an array of the same name; write all as [[" +
           std::string(name) + "]], or all into the array as { key = value }";
  if (has(what, "as dotted")) return "a key before the \".\" has a value already, and is no table";
  if (has(what, "existing table"))
    return "table [" + std::string(name) + "] is written twice" +
           in_line(place.line_above_with(place.line(), false)) + "; put its keys into one";
  const std::string_view key = name.substr(name.rfind('.') + 1);
  return in_quotes(key) + " is set twice" + in_line(place.line_above_with(key, true)) +
         "; remove one of them";
}

// The text that is to be quoted, or what is needed in place of a word.
std::string describe_bare_value(const Place& place) {
  const std::string_view value = without_quotes(place.value());
  const std::string_view key = place.key();
  std::string lower(value);
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return std::tolower(c); });
  for (const std::string_view word : {"true", "false", "yes", "no", "on", "off"})
    if (lower == word)
      return "value of " + in_quotes(key) + " must be true or false, in small letters and without quotes";
  if (key.empty() || value.empty()) return "a text must be quoted: \"text\"";
  const bool is_shown = may_be_shown(key);
  const std::string right = is_shown ? in_quotes(value) : "\"...\"";
  const std::string whole = place.is_in_array() ? "[" + right + "]" : right;
  return std::string(place.is_in_array() ? "each value in " : "value of ") + in_quotes(key) +
         " must be quoted: " + printable(key, most_shown) + " = " + whole;
}

std::optional<std::string> describe_braces(std::string_view what) {
  if (!has(what, "inline table")) return {};
  static constexpr std::string_view rest =
      "; for more lines, use a table of its own: [[pool.NAME.members]], [check.NAME]";
  if (has(what, "dangling comma") || has(what, "saw comma"))
    return "a table within { } must not have a comma at its end" + std::string(rest);
  if (has(what, "expected comma"))
    return "keys within { } must be separated by commas, and \"}\" must end them";
  return "a table within { } must stand on one line" + std::string(rest);
}

std::optional<std::string> describe_string(std::string_view what) {
  if (!has(what, "parsing string") && !has(what, "literal string")) return {};
  if (has(what, "unknown escape"))
    return "unknown escape after \"\\\" in a string; write \"\\\\\" for a backslash, or put the text in "
           "single quotes";
  if (has(what, "control characters") || has(what, "end-of-file"))
    return "a string is not closed: add the quote at its end";
  return {};
}

std::optional<std::string> describe_lists(std::string_view what) {
  if (has(what, "table header")) {
    if (has(what, "expected ']'") || has(what, "end-of-file"))
      return "a table header must end with \"]\", as in [pool.web]";
    return "a table header must have a name, as in [pool.web]";
  }
  if (!has(what, "parsing array")) return {};
  if (has(what, "saw comma")) return "a value is missing before a comma in an array";
  if (has(what, "end-of-file")) return "an array is not closed: add \"]\" at its end";
  return "values in an array must be separated by commas, and \"]\" must end them";
}

std::optional<std::string> describe_key(std::string_view what, const Place& place) {
  const std::string_view word = place.first_word();
  const std::string name = may_be_shown(word) ? in_quotes(word) : "the key";
  if (has(what, "expected '=', saw"))
    return "expected \"=\" after " + name +
           (name.front() == '"' ? ", as in " + std::string(word) + " = \"...\"" : "");
  if (has(what, "expected value, saw") || has(what, "pair: encountered end-of-file"))
    return name + " has no value after \"=\"";
  if (has(what, "expected a comment or whitespace"))
    return "the value of " + name + " must end its line; write one key per line";
  if (!has(what, "expected keys, tables")) return {};
  if (place.line().starts_with('=')) return "a key is missing before \"=\"";
  if (place.line().starts_with('/') || place.line().starts_with(';'))
    return "a comment must begin with \"#\"";
  return "expected a key, a table such as [pool.web] or a comment; keys with other characters than letters, "
         "digits, \"_\" and \"-\" must be quoted";
}

bool is_of_value(std::string_view what) {
  static constexpr std::string_view kinds[] = {"parsing value", "integer",      "floating-point", "boolean",
                                               "infinity",      "parsing date", "parsing time"};
  return std::ranges::any_of(kinds, [&](std::string_view kind) { return has(what, kind); });
}

std::optional<std::string> describe_value(std::string_view what, const Place& place) {
  if (!is_of_value(what)) return {};
  if (has(what, "not representable") || has(what, "could not be interpreted"))
    return "this number is too large";
  if (has(what, "leading zeroes")) return "a number must not begin with 0; quote it if it is a text";
  return describe_bare_value(place);
}

}  // namespace

std::string describe(const SyntaxError& error) {
  const std::string_view what = error.description;
  if (has(what, "utf-8")) return "this is not UTF-8 text; save the file as UTF-8";
  const Place place(error);
  for (const auto& found : {describe_duplicate(what, place), describe_braces(what), describe_string(what),
                            describe_lists(what), describe_value(what, place), describe_key(what, place)})
    if (found) return *found;
  return "this is not TOML; see https://toml.io/en/v1.0.0";
}

}  // namespace rota::config
