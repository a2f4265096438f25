#include "base/settings.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/choices.h"

namespace rota {

namespace {

std::string quoted(const Row& row) { return '"' + std::string(row.key) + '"'; }

// "[server]"; "" where it is none of a table of that name alone.
std::string_view place_of(const Group& group) {
  const bool is_own = group.heading.starts_with('[') && group.heading.find("NAME") == std::string_view::npos;
  return is_own ? group.heading : std::string_view();
}

}  // namespace

std::optional<Secret> open_secret(const Value& value) {
  if (value.secret() != nullptr) return *value.secret();
  if (value.text() != nullptr) return Secret(*value.text());
  return {};
}

Settings::Settings(const Table& table, Position at, Mistakes& mistakes, std::string place)
    : table_(table), at_(std::move(at)), mistakes_(mistakes), place_(std::move(place)) {}

const Value* Settings::value(const Row& row) {
  const Entry* entry = find(table_, row.key);
  return entry == nullptr ? nullptr : &entry->value;
}

void Settings::error(std::string_view key, std::string text) { mistakes_.error(where(key), std::move(text)); }

void Settings::wrong(const Value& value, const Row& row, std::string_view expected) {
  mistakes_.error(value.at,
                  quoted(row) + " must be " + std::string(expected) + ", not " + std::string(value.kind()));
}

Position Settings::where(std::string_view key) const {
  const Entry* entry = find(table_, key);
  return entry == nullptr ? at_ : entry->value.at;
}

std::optional<Secret> Settings::secret(const Row& row) {
  const Value* value = this->value(row);
  if (value == nullptr) return {};
  auto out = open_secret(*value);
  if (!out) {
    wrong(*value, row, "a string");
    return {};
  }
  const std::size_t size = out->reveal().size();
  const auto most = static_cast<std::size_t>(row.range.most);
  if (most == 0 || size <= most) return out;
  mistakes_.error(value->at, quoted(row) + " must have at most " + std::to_string(most) + " octets, not " +
                                 std::to_string(size));
  return {};
}

std::optional<std::string> Settings::text(const Row& row) {
  const auto out = secret(row);
  return out ? std::optional(out->reveal()) : std::nullopt;
}

std::optional<std::size_t> Settings::word(const Row& row) {
  const auto written = text(row);
  if (!written) return {};
  const auto found = std::ranges::find(row.words, *written);
  if (found != row.words.end()) return static_cast<std::size_t>(found - row.words.begin());
  const bool is_shown = value(row)->text() != nullptr;
  error(row.key,
        is_shown ? must_be_one_of(row.key, row.words, *written) : must_be_one_of(row.key, row.words));
  return {};
}

std::optional<bool> Settings::boolean(const Row& row) {
  const Value* value = this->value(row);
  if (value == nullptr) return {};
  if (value->boolean() != nullptr) return *value->boolean();
  wrong(*value, row, "true or false");
  return {};
}

std::optional<std::int64_t> Settings::integer(const Row& row) {
  const Value* value = this->value(row);
  if (value == nullptr) return {};
  const auto least = static_cast<std::int64_t>(row.range.least);
  const auto most = static_cast<std::int64_t>(row.range.most);
  const std::string range = "an integer from " + std::to_string(least) + " to " + std::to_string(most);
  if (value->integer() == nullptr) {
    wrong(*value, row, range);
    return {};
  }
  const std::int64_t number = *value->integer();
  if (number >= least && number <= most) return number;
  mistakes_.error(value->at, quoted(row) + " must be " + range + ", not " + std::to_string(number));
  return {};
}

std::optional<double> Settings::real(const Row& row) {
  const Value* value = this->value(row);
  if (value == nullptr) return {};
  double number = 0;
  if (value->real() != nullptr) {
    number = *value->real();
  } else if (value->integer() != nullptr) {
    number = static_cast<double>(*value->integer());
  } else {
    wrong(*value, row, "a number");
    return {};
  }
  const auto [least, most] = row.range;
  if (number >= least && number <= most) return number;
  mistakes_.error(value->at,
                  quoted(row) + " must be from " + std::to_string(least) + " to " + std::to_string(most));
  return {};
}

std::optional<std::chrono::milliseconds> Settings::duration(const Row& row) {
  const Value* value = this->value(row);
  if (value == nullptr) return {};
  static constexpr std::string_view expected = "a duration such as \"500ms\", \"5s\" or \"2m\"";
  const auto text = open_secret(*value);
  if (!text) {
    wrong(*value, row, expected);
    return {};
  }
  const auto duration = parse_duration(text->reveal());
  if (!duration) {
    const std::string written = value->text() != nullptr ? ", not \"" + *value->text() + "\"" : "";
    mistakes_.error(value->at, quoted(row) + " must be " + std::string(expected) + written);
    return {};
  }
  const std::chrono::milliseconds least(static_cast<std::int64_t>(row.range.least));
  if (*duration >= least) return duration;
  mistakes_.error(value->at, quoted(row) + " must be at least " + std::to_string(least.count()) + "ms");
  return {};
}

std::optional<std::vector<std::string>> Settings::texts(const Row& row) {
  const Value* value = this->value(row);
  if (value == nullptr) return {};
  if (const auto text = open_secret(*value)) return std::vector<std::string>{text->reveal()};
  if (value->array() == nullptr) {
    wrong(*value, row, "a string or an array of strings");
    return {};
  }
  std::vector<std::string> out;
  for (const Value& item : *value->array()) {
    const auto text = open_secret(item);
    if (!text) {
      wrong(item, row, "an array of strings");
      return {};
    }
    out.push_back(text->reveal());
  }
  return out;
}

const Table* Settings::table(const Row& row) {
  const Value* value = this->value(row);
  if (value == nullptr) return nullptr;
  if (value->table() == nullptr) wrong(*value, row, "a table");
  return value->table();
}

void Settings::finish(const Group& group) {
  std::vector<std::string_view> known;
  for (const Row* row : all_rows(group)) known.push_back(row->key);
  const std::string_view place = place_.empty() ? place_of(group) : place_;
  const std::string what = place.empty() ? "" : " in " + std::string(place);
  for (const Entry& entry : table_) {
    if (std::ranges::find(known, entry.key) != known.end()) continue;
    mistakes_.error(entry.key_at, unknown_word("key", entry.key, known, what));
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
