#include "config/check_reader.h"

#include <algorithm>
#include <utility>

#include "base/choices.h"
#include "config/words.h"

namespace rota::config {

namespace {

constexpr Row type_row{.key = "type",
                       .need = Need::required,
                       .example = R"("http")",
                       .meaning = "Kind of the check; it has keys of its own."};
constexpr Row check_rows[] = {type_row};

}  // namespace

const Group check_group{.name = "check",
                        .heading = "[check.NAME]",
                        .meaning = "A check that pools name. Those of the main file are known to every zone.",
                        .rows = check_rows,
                        .also = &timing_group};

CheckId CheckReader::add(std::string name, const Table& table, const Position& at, Mistakes& mistakes) {
  Settings settings(table, at, mistakes);
  CheckConfig check;
  check.name = std::move(name);
  check.at = at;
  if (auto kind = settings.text(type_row)) {
    check.kind = std::move(*kind);
  } else if (!settings.has("type")) {
    mistakes.error(at, "a check needs a \"type\", such as \"tcp\" or \"http\"");
  }
  Defaults own = defaults_;
  read_timing(settings, own);
  check.timing = own.timing;
  check.start = own.start;
  check.settings = sealed(without(table, check_group));
  return config_.checks.push_back(std::move(check));
}

void CheckReader::read_all(Settings& file, CheckNames& names) {
  const Table* tables = file.table(checks_row);
  if (tables == nullptr) return;
  for (const auto& [name, name_at, value] : *tables) {
    if (value.table() == nullptr) {
      file.mistakes().error(value.at,
                            "check \"" + name + "\" must be a table, not " + std::string(value.kind()));
    } else {
      names[name] = add(name, *value.table(), name_at, file.mistakes());
    }
  }
}

std::vector<CheckId> CheckReader::read_of_pool(Settings& pool, const std::string& pool_name,
                                               const CheckNames& names) {
  std::vector<CheckId> out;
  const auto read_one = [&](const Value& value) {
    if (value.table() != nullptr) {
      out.push_back(add("pool " + pool_name, *value.table(), value.at, pool.mistakes()));
    } else if (value.text() == nullptr) {
      pool.mistakes().error(value.at,
                            "\"check\" must be the name of a check, a table or a list of them, not " +
                                std::string(value.kind()));
    } else if (const auto found = names.find(*value.text()); found != names.end()) {
      if (std::ranges::find(out, found->second) == out.end()) out.push_back(found->second);
    } else {
      std::vector<std::string_view> known;
      for (const auto& [name, index] : names) known.push_back(name);
      pool.mistakes().error(value.at, unknown_word("check", *value.text(), known));
    }
  };
  const Value* value = pool.value(pool_check_row);
  if (value == nullptr) return out;
  if (value->array() == nullptr) {
    read_one(*value);
  } else {
    for (const Value& item : *value->array()) read_one(item);
  }
  return out;
}

}  // namespace rota::config
