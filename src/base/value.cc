#include "base/value.h"

#include <algorithm>
#include <utility>

namespace rota {

std::string_view Value::kind() const {
  static constexpr std::string_view names[] = {"a boolean", "an integer", "a number",
                                               "a string",  "an array",   "a table"};
  if (const auto* other = std::get_if<OtherKind>(&data)) return other->name;
  if (secret() != nullptr) return "a string";
  return names[data.index()];
}

const Entry* find(const Table& table, std::string_view key) {
  const auto found = std::ranges::find(table, key, &Entry::key);
  return found == table.end() ? nullptr : &*found;
}

namespace {

void seal(Value& value) {
  if (auto* text = std::get_if<std::string>(&value.data)) {
    value.data = Secret(std::move(*text));
  } else if (auto* array = std::get_if<Array>(&value.data)) {
    for (Value& item : *array) seal(item);
  } else if (auto* table = std::get_if<Table>(&value.data)) {
    *table = sealed(std::move(*table));
  }
}

}  // namespace

Table sealed(Table table) {
  for (Entry& entry : table) seal(entry.value);
  return table;
}

}  // namespace rota
