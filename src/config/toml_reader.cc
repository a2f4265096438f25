#include "config/toml_reader.h"

#include <toml++/toml.h>
#include <algorithm>
#include <tuple>
#include <utility>

#include "config/toml_errors.h"

namespace rota::config {

namespace {

// Trees are torn down recursively, by toml++ and by us. toml++ bounds the
// nesting of values, but a dotted key (a.b.c) nests without any bound, so the
// steps of one key are bounded here, and the depth of the whole tree below.
constexpr std::size_t most_key_steps = 16;
constexpr std::size_t most_depth = 32;

using Path = std::shared_ptr<const std::string>;

Position position(const toml::source_region& source, const Path& path) {
  return {path, source.begin.line, source.begin.column};
}

// The line of the first key with too many steps, else 0. Dots within strings
// count too: a false alarm needs a long run of dots and bare words in one.
std::uint32_t find_endless_key(std::string_view text) {
  std::uint32_t line = 1;
  std::size_t steps = 0;
  for (const char c : text) {
    if (c == '.') ++steps;
    if (steps > most_key_steps) return line;
    const bool is_bare = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
    if (!is_bare && std::string_view(".\"\" \t").find(c) == std::string_view::npos) steps = 0;
    if (c == '\n') ++line;
  }
  return 0;
}

class Converter {
 public:
  Converter(Path path, Mistakes& mistakes) : path_(std::move(path)), mistakes_(mistakes) {}

  bool failed() const { return failed_; }

  Table table(const toml::table& from, std::size_t depth) {
    Table out;
    out.reserve(from.size());
    for (const auto& [key, node] : from) {
      out.push_back({std::string(key.str()), position(key.source(), path_), value(node, depth + 1)});
    }
    // toml++ sorts by key; an operator thinks in the order of the file.
    std::ranges::stable_sort(
        out, {}, [](const Entry& entry) { return std::tuple(entry.key_at.line, entry.key_at.column); });
    return out;
  }

 private:
  Value value(const toml::node& node, std::size_t depth) {
    Value out{position(node.source(), path_), {}};
    if (depth > most_depth) {
      if (!std::exchange(failed_, true))
        mistakes_.error(out.at,
                        "tables and arrays must be nested at most " + std::to_string(most_depth) + " deep");
    } else if (const auto* boolean = node.as_boolean()) {
      out.data = boolean->get();
    } else if (const auto* integer = node.as_integer()) {
      out.data = integer->get();
    } else if (const auto* real = node.as_floating_point()) {
      out.data = real->get();
    } else if (const auto* text = node.as_string()) {
      out.data = text->get();
    } else if (const auto* array = node.as_array()) {
      out.data = items(*array, depth);
    } else if (const auto* nested = node.as_table()) {
      out.data = table(*nested, depth);
    } else {
      out.data = OtherKind{"a date or time"};
    }
    return out;
  }

  Array items(const toml::array& from, std::size_t depth) {
    Array out;
    out.reserve(from.size());
    for (const toml::node& node : from) out.push_back(value(node, depth + 1));
    return out;
  }

  Path path_;
  Mistakes& mistakes_;
  bool failed_ = false;
};

std::string_view lines_before(std::string_view text, std::uint32_t line) {
  std::size_t end = 0;
  for (std::uint32_t at = 1; at < line && end < text.size(); ++at) end = text.find('\n', end) + 1;
  const std::string_view head = text.substr(0, end);
  return head.substr(0, head.find("\n["));
}

Table parse_head(std::string_view text, const Path& path) {
  try {
    Mistakes ignored;
    return Converter(path, ignored).table(toml::parse(text), 0);
  } catch (const toml::parse_error&) {
    return {};
  }
}

}  // namespace

TomlFile parse_toml(std::string_view text, const std::string& path, Mistakes& mistakes) {
  TomlFile out{std::make_shared<const std::string>(path), {}, {}};
  if (const auto line = find_endless_key(text); line > 0) {
    mistakes.error({out.path, line, 0},
                   "a key must have at most " + std::to_string(most_key_steps) + " parts");
  } else {
    try {
      Converter converter(out.path, mistakes);
      Table table = converter.table(toml::parse(text), 0);
      if (!converter.failed()) out.table = std::move(table);
    } catch (const toml::parse_error& error) {
      const auto& at = error.source().begin;
      mistakes.error({out.path, at.line, at.column},
                     describe({text, error.description(), at.line, at.column}));
      out.head = parse_head(lines_before(text, error.source().begin.line), out.path);
    }
  }
  return out;
}

}  // namespace rota::config
