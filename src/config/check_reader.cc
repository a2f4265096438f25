#include "config/check_reader.h"

#include <algorithm>
#include <utility>

#include "config/words.h"

namespace rota::config {

namespace {

void write(std::string& out, const Value& value);

void write(std::string& out, const Table& table) {
  std::vector<const Entry*> sorted;
  for (const Entry& entry : table) sorted.push_back(&entry);
  std::ranges::sort(sorted, {}, &Entry::key);
  out += '{';
  for (const Entry* entry : sorted) {
    write(out, Value{{}, entry->key});
    write(out, entry->value);
  }
  out += '}';
}

// Texts carry their length, so that no two different values look alike.
void write(std::string& out, const Value& value) {
  if (const auto* text = value.text()) {
    out += std::to_string(text->size()) + ":" + *text;
  } else if (const auto* boolean = value.boolean()) {
    out += *boolean ? "true " : "false ";
  } else if (const auto* integer = value.integer()) {
    out += std::to_string(*integer) + " ";
  } else if (const auto* real = value.real()) {
    out += std::to_string(*real) + " ";
  } else if (const auto* table = value.table()) {
    write(out, *table);
  } else if (const auto* array = value.array()) {
    out += '[';
    for (const Value& item : *array) write(out, item);
    out += ']';
  }
}

std::string key_of(const CheckConfig& check) {
  std::string out = check.kind;
  write(out, check.settings);
  const Timing& timing = check.timing;
  for (const milliseconds duration : {timing.interval, timing.fast_interval, timing.timeout}) {
    out += " " + std::to_string(duration.count());
  }
  out += " " + std::to_string(timing.jitter) + " " + std::to_string(timing.rise) + "/" +
         std::to_string(timing.fall);
  // Saved health goes by this key: what is off leaves it as it was.
  if (timing.hold_down.count() > 0) out += " held " + std::to_string(timing.hold_down.count());
  return out + " " + std::to_string(static_cast<int>(check.start));
}

}  // namespace

std::size_t CheckReader::add(std::string name, const Table& table, const Position& at, Mistakes& mistakes) {
  Settings settings(table, at, mistakes);
  CheckConfig check;
  check.name = std::move(name);
  check.timing = defaults_.timing;
  check.start = defaults_.start;
  check.at = at;
  if (auto kind = settings.text("type")) {
    check.kind = std::move(*kind);
  } else if (!settings.has("type")) {
    mistakes.error(at, "a check needs a 'type', such as \"tcp\" or \"http\"");
  }
  read_timing(settings, check.timing, check.start);
  check.settings = without(table, check_words);
  check.key = key_of(check);
  config_.checks.push_back(std::move(check));
  return config_.checks.size() - 1;
}

void CheckReader::read_all(Settings& file, CheckNames& names) {
  const Table* tables = file.table("check");
  if (tables == nullptr) return;
  for (const auto& [name, name_at, value] : *tables) {
    if (value.table() == nullptr) {
      file.mistakes().error(value.at,
                            "check '" + name + "' must be a table, not " + std::string(value.kind()));
    } else {
      names[name] = add(name, *value.table(), name_at, file.mistakes());
    }
  }
}

std::vector<std::size_t> CheckReader::read_of_pool(Settings& pool, const std::string& pool_name,
                                                   const CheckNames& names) {
  std::vector<std::size_t> out;
  const auto read_one = [&](const Value& value) {
    if (value.table() != nullptr) {
      out.push_back(add("pool " + pool_name, *value.table(), value.at, pool.mistakes()));
    } else if (value.text() == nullptr) {
      pool.mistakes().error(value.at, "'check' must be the name of a check, a table or a list of them, not " +
                                          std::string(value.kind()));
    } else if (const auto found = names.find(*value.text()); found != names.end()) {
      if (std::ranges::find(out, found->second) == out.end()) out.push_back(found->second);
    } else {
      std::vector<std::string_view> known;
      for (const auto& [name, index] : names) known.push_back(name);
      pool.mistakes().error(value.at,
                            "unknown check '" + *value.text() + "'" + suggestion(*value.text(), known));
    }
  };
  const Value* value = pool.value("check");
  if (value == nullptr) return out;
  if (value->array() == nullptr) {
    read_one(*value);
  } else {
    for (const Value& item : *value->array()) read_one(item);
  }
  return out;
}

}  // namespace rota::config
