#include "base/settings.h"

#include <algorithm>
#include <charconv>
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

std::optional<Secret> open_secret(const Value& value) {
  if (value.secret() != nullptr) return *value.secret();
  if (value.text() != nullptr) return Secret(*value.text());
  return {};
}

Settings::Settings(const Table& table, Position at, Mistakes& mistakes)
    : table_(table), at_(std::move(at)), mistakes_(mistakes) {}

const Value* Settings::take(std::string_view key) {
  know(key);
  const Entry* entry = find(table_, key);
  return entry == nullptr ? nullptr : &entry->value;
}

void Settings::wrong(const Value& value, std::string_view key, std::string_view expected) {
  mistakes_.error(value.at, "'" + std::string(key) + "' must be " + std::string(expected) + ", not " +
                                std::string(value.kind()));
}

Position Settings::where(std::string_view key) const {
  const Entry* entry = find(table_, key);
  return entry == nullptr ? at_ : entry->value.at;
}

std::optional<Secret> Settings::secret(std::string_view key) {
  const Value* value = take(key);
  if (value == nullptr) return {};
  auto out = open_secret(*value);
  if (!out) wrong(*value, key, "a string");
  return out;
}

std::optional<std::string> Settings::text(std::string_view key) {
  const auto out = secret(key);
  return out ? std::optional(out->reveal()) : std::nullopt;
}

std::optional<bool> Settings::boolean(std::string_view key) {
  const Value* value = take(key);
  if (value == nullptr) return {};
  if (value->boolean() != nullptr) return *value->boolean();
  wrong(*value, key, "true or false");
  return {};
}

std::optional<std::int64_t> Settings::integer(std::string_view key, std::int64_t least, std::int64_t most) {
  const Value* value = take(key);
  if (value == nullptr) return {};
  const std::string range = "an integer from " + std::to_string(least) + " to " + std::to_string(most);
  if (value->integer() == nullptr) {
    wrong(*value, key, range);
    return {};
  }
  const std::int64_t number = *value->integer();
  if (number >= least && number <= most) return number;
  mistakes_.error(value->at,
                  "'" + std::string(key) + "' must be " + range + ", not " + std::to_string(number));
  return {};
}

std::optional<double> Settings::real(std::string_view key, double least, double most) {
  const Value* value = take(key);
  if (value == nullptr) return {};
  double number = 0;
  if (value->real() != nullptr) {
    number = *value->real();
  } else if (value->integer() != nullptr) {
    number = static_cast<double>(*value->integer());
  } else {
    wrong(*value, key, "a number");
    return {};
  }
  if (number >= least && number <= most) return number;
  mistakes_.error(value->at, "'" + std::string(key) + "' must be from " + std::to_string(least) + " to " +
                                 std::to_string(most));
  return {};
}

std::optional<std::chrono::milliseconds> Settings::duration(std::string_view key) {
  const Value* value = take(key);
  if (value == nullptr) return {};
  static constexpr std::string_view expected = "a duration such as \"500ms\", \"5s\" or \"2m\"";
  const auto text = open_secret(*value);
  if (!text) {
    wrong(*value, key, expected);
    return {};
  }
  const auto duration = parse_duration(text->reveal());
  if (!duration) {
    const std::string written = value->text() != nullptr ? ", not \"" + *value->text() + "\"" : "";
    mistakes_.error(value->at, "'" + std::string(key) + "' must be " + std::string(expected) + written);
  }
  return duration;
}

std::optional<std::vector<std::string>> Settings::texts(std::string_view key) {
  const Value* value = take(key);
  if (value == nullptr) return {};
  if (const auto text = open_secret(*value)) return std::vector<std::string>{text->reveal()};
  if (value->array() == nullptr) {
    wrong(*value, key, "a string or an array of strings");
    return {};
  }
  std::vector<std::string> out;
  for (const Value& item : *value->array()) {
    const auto text = open_secret(item);
    if (!text) {
      wrong(item, key, "an array of strings");
      return {};
    }
    out.push_back(text->reveal());
  }
  return out;
}

const Table* Settings::table(std::string_view key) {
  const Value* value = take(key);
  if (value == nullptr) return nullptr;
  if (value->table() == nullptr) wrong(*value, key, "a table");
  return value->table();
}

const Value* Settings::value(std::string_view key) { return take(key); }

void Settings::finish() {
  for (const Entry& entry : table_) {
    if (std::ranges::find(known_, entry.key) != known_.end()) continue;
    mistakes_.error(entry.key_at, "unknown key '" + entry.key + "'" + suggestion(entry.key, known_));
  }
}

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  if (failed != std::errc() || number < 0 || number > 1'000'000'000) return {};
  if (unit == "ms") return std::chrono::milliseconds(number);
  if (unit == "s") return std::chrono::seconds(number);
  if (unit == "m") return std::chrono::minutes(number);
  if (unit == "h") return std::chrono::hours(number);
  if (unit == "d") return std::chrono::hours(24 * number);
  return {};
}

}  // namespace rota
