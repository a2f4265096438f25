#include "health/plain_settings.h"

#include <optional>
#include <string>

#include "config/toml_reader.h"

namespace rota::health {

namespace {

// As a table with this one key; empty where the row has no default.
Table default_of(const Row& row) {
  if (row.fallback.empty()) return {};
  Mistakes none;  // that all defaults are TOML is tested
  const std::string text = std::string(row.key) + " = " + std::string(row.fallback);
  return config::parse_toml(text, "", none).table.value_or(Table());
}

std::optional<Secret> read_text(Settings& settings, const Row& row) {
  return row.words.empty() || settings.word(row) ? settings.secret(row) : std::nullopt;
}

}  // namespace

PlainSettings::PlainSettings(Settings& settings, const Group& kind) : kind_(kind.name) {
  for (const Row& row : kind.rows) {
    if (row.need == Need::required && !settings.has(row.key))
      settings.error(row.key,
                     "a " + std::string(kind.name) + " check needs a \"" + std::string(row.key) + "\"");
    const Table by_default = default_of(row);
    Settings defaults(by_default, settings.at(), settings.mistakes());
    values_.emplace(row.key, read(settings.has(row.key) ? settings : defaults, row));
  }
  settings.finish(kind);
}

PlainSettings::Data PlainSettings::read(Settings& settings, const Row& row) {
  const auto data = [](auto found) { return found ? Data(std::move(*found)) : Data(); };
  switch (row.type) {
    case ValueType::boolean: return data(settings.boolean(row));
    case ValueType::integer: return data(settings.integer(row));
    case ValueType::number: return data(settings.real(row));
    case ValueType::duration: return data(settings.duration(row));
    default: return data(read_text(settings, row));
  }
}

}  // namespace rota::health
