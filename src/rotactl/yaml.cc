#include "rotactl/yaml.h"

#include <algorithm>
#include <string_view>

namespace rota::rotactl {

namespace {

namespace json = boost::json;

std::string key_text(std::string_view key) {
  const bool is_word = !key.empty() && std::ranges::all_of(key, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  });
  return is_word ? std::string(key) : json::serialize(json::string(key));
}

bool is_block(const json::value& value) {
  return (value.is_object() && !value.get_object().empty()) ||
         (value.is_array() && !value.get_array().empty());
}

// Each line of a block begins with `indent`; the first one goes on behind what is there.
void append(std::string& out, const json::value& value, const std::string& indent);

// "key: value", or "key:" and the block below it.
void append_entry(std::string& out, const std::string& head, const json::value& value,
                  const std::string& indent) {
  out += head;
  if (!is_block(value)) {
    out += " ";
    return append(out, value, indent);
  }
  out += "\n" + indent + "  ";
  append(out, value, indent + "  ");
}

void append(std::string& out, const json::value& value, const std::string& indent) {
  if (!is_block(value)) {
    out += json::serialize(value);
    return;
  }
  bool first = true;
  const auto begin_line = [&] {
    if (!std::exchange(first, false)) out += "\n" + indent;
  };
  if (value.is_object()) {
    for (const auto& [key, entry] : value.get_object()) {
      begin_line();
      append_entry(out, key_text(key) + ":", entry, indent);
    }
    return;
  }
  for (const json::value& entry : value.get_array()) {
    begin_line();
    out += "- ";
    append(out, entry, indent + "  ");
  }
}

}  // namespace

std::string yaml_text(const json::value& document) {
  std::string out;
  append(out, document, "");
  return out;
}

}  // namespace rota::rotactl
