#include "config/toml_text.h"

#include <algorithm>
#include <charconv>

#include "base/files.h"

namespace rota::config {

namespace {

constexpr std::string_view hidden = "\"...\"";

bool is_bare(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

std::string number_text(double number) {
  char out[32];
  std::string text(out, std::to_chars(out, out + sizeof out, number).ptr);
  return text.find_first_of(".en") == std::string::npos ? text + ".0" : text;
}

// The state directory is not relative to the file that names it.
bool is_of_file(const Row& row) { return row.type == ValueType::path && row.key != "state"; }

std::string string_text(const Value& value, const std::string& text, const Row& row) {
  const bool is_relative = is_of_file(row) && !text.empty() && value.at.file;
  return toml_text(is_relative ? relative_to(*value.at.file, text) : text);
}

std::string table_text(const Table& table, const Row& row) {
  const bool is_map = row.many == Many::map || row.many == Many::lists;
  std::string out;
  for (const Entry& entry : table) {
    // Of a map of names the row holds for each; keys of a kind that is not known here may be secret.
    const Row* own = is_map || row.group == nullptr ? &row : find_row(*row.group, entry.key);
    out += (out.empty() ? " " : ", ") + toml_key(entry.key) + " = " +
           toml_value(entry.value, own != nullptr ? *own : Row{.type = ValueType::secret});
  }
  return "{" + out + (out.empty() ? "}" : " }");
}

}  // namespace

std::string toml_key(std::string_view key) {
  return !key.empty() && std::ranges::all_of(key, is_bare) ? std::string(key) : toml_text(key);
}

std::string toml_text(std::string_view text) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out = "\"";
  for (const char c : text) {
    const auto octet = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
      out += std::string("\\") + c;
    else if (octet >= 0x20 && octet != 0x7f)
      out += c;
    else
      out += std::string("\\u00") + digits[octet >> 4U] + digits[octet & 15U];
  }
  return out + '"';
}

std::string toml_value(const Value& value, const Row& row) {
  if (value.boolean() != nullptr) return *value.boolean() ? "true" : "false";
  if (value.integer() != nullptr) return std::to_string(*value.integer());
  if (value.real() != nullptr) return number_text(*value.real());
  if (value.text() != nullptr)
    return row.type == ValueType::secret ? std::string(hidden) : string_text(value, *value.text(), row);
  if (value.table() != nullptr) return table_text(*value.table(), row);
  std::string out;
  if (value.array() != nullptr)
    for (const Value& item : *value.array()) out += (out.empty() ? "" : ", ") + toml_value(item, row);
  return "[" + out + "]";
}

}  // namespace rota::config
