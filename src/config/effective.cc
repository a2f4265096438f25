#include "config/effective.h"

#include <algorithm>
#include <vector>

#include "base/settings.h"
#include "config/check_reader.h"
#include "config/defaults.h"
#include "config/listen_reader.h"
#include "config/load.h"
#include "config/toml_reader.h"
#include "config/toml_text.h"
#include "config/zone_reader.h"

namespace rota::config {

namespace {

using Tables = std::vector<const Table*>;

const Table* table_in(const Table& table, std::string_view key) {
  const Entry* entry = find(table, key);
  return entry == nullptr ? nullptr : entry->value.table();
}

std::string place_of(const Position& at) {
  return at.file ? *at.file + ":" + std::to_string(at.line) : std::string();
}

class EffectiveWriter {
 public:
  EffectiveWriter(const Files& files, const Kinds& kinds) : files_(files), kinds_(kinds) {}

  std::string write(const std::string& path) {
    out_ = "# The configuration in force, with the place of each value.\n";
    const TomlFile file = parse(path);
    if (!file.table) return std::move(out_);
    main_ = &*file.table;
    if (const Table* defaults = table_in(*main_, "defaults")) defaults_.push_back(defaults);
    table(*main_, main_group, "");
    zones();
    return std::move(out_);
  }

 private:
  TomlFile parse(const std::string& path) {
    Mistakes none;  // it loads
    const auto text = files_.read(path);
    return text ? parse_toml(*text, path, none) : TomlFile{};
  }

  // Plain keys first: what follows a header is its table's.
  void table(const Table& table, const Group& group, const std::string& prefix) {
    for (const Row* row : all_rows(group))
      if (!is_section(*row)) key(table, *row, group);
    for (const Row* row : all_rows(group))
      if (is_section(*row)) section(table, *row, prefix);
  }

  static bool is_section(const Row& row) {
    if (row.key == "zones" || row.key == "records") return true;
    return row.type == ValueType::table && row.group != nullptr && row.group->heading.starts_with('[');
  }

  void section(const Table& owner, const Row& row, const std::string& prefix) {
    if (row.key == "zones") return;  // last, with those of files
    static const Table empty;
    const Table* written = table_in(owner, row.key);
    const std::string name = prefix + std::string(row.key);
    if (row.key == "records") {
      if (written != nullptr) records(*written, row, name);
    } else if (row.many == Many::one) {
      if (written == nullptr && !prefix.empty()) return;  // [defaults] of a zone
      header("[" + name + "]");
      table(written != nullptr ? *written : empty, *row.group, name + ".");
    } else if (written != nullptr) {
      for (const Entry& entry : *written) named(entry, row, name + "." + toml_key(entry.key));
    }
  }

  void records(const Table& table, const Row& row, const std::string& name) {
    header("[" + name + "]");
    for (const Entry& entry : table) line(toml_key(entry.key), toml_value(entry.value, row), entry.value.at);
  }

  void named(const Entry& entry, const Row& row, const std::string& name) {
    if (entry.value.table() == nullptr) return;
    header("[" + name + "]");
    const Table& table = *entry.value.table();
    this->table(table, row.group == &check_group ? kind_of(table) : *row.group, name + ".");
    // Those of its policy.
    for (const Entry& other : table)
      if (find_row(*row.group, other.key) == nullptr && row.group != &check_group)
        line(toml_key(other.key), toml_value(other.value, Row{}), other.value.at);
  }

  const Group& kind_of(const Table& check) const {
    const Entry* type = find(check, "type");
    for (const Group* kind : kinds_.checks)
      if (type != nullptr && type->value.text() != nullptr && *type->value.text() == kind->name) return *kind;
    return check_group;
  }

  void key(const Table& table, const Row& row, const Group& group) {
    if (row.key == listen_row.key && is_listen_elsewhere(group)) return;
    const bool may_inherit = find_row(defaults_group, row.key) != nullptr;
    const Entry* entry = find(table, row.key);
    if (entry == nullptr && may_inherit) entry = inherited(row.key);
    const Position at = entry != nullptr ? entry->value.at : Position();
    if (row.key == ttl_row.key) return line(row.key, ttl_text(table), at);
    if (row.key == "all_down" && entry == nullptr && find(table, "fallback") != nullptr)
      return line(row.key, "\"fallback\"", at);
    if (entry != nullptr)
      line(toml_key(row.key), toml_value(entry->value, row), at);
    else if (!row.fallback.empty())
      line(row.key, std::string(row.fallback), {});
  }

  // It stands at the top or in [server], and is shown where it is written.
  bool is_listen_elsewhere(const Group& group) const {
    const bool is_at_top = find(*main_, listen_row.key) != nullptr;
    return (&group == &main_group) != is_at_top;
  }

  const Entry* inherited(std::string_view key) const {
    for (auto each = defaults_.rbegin(); each != defaults_.rend(); ++each)
      if (const Entry* entry = find(**each, key)) return entry;
    return nullptr;
  }

  // One of max and min may be inherited, and moves with the other.
  std::string ttl_text(const Table& own) const {
    Tables all = defaults_;
    all.push_back(&own);
    Ttl ttl;
    Mistakes none;
    for (const Table* each : all) {
      Settings settings(*each, {}, none);
      ttl = read_ttl(settings, ttl);
    }
    return "{ max = \"" + std::to_string(ttl.max) + "s\", min = \"" + std::to_string(ttl.min) + "s\" }";
  }

  void zones() {
    const Entry* zones = find(*main_, "zones");
    if (zones == nullptr || zones->value.array() == nullptr) return;
    for (const Value& item : *zones->value.array()) {
      if (item.table() != nullptr) zone(*item.table());
      if (item.text() == nullptr) continue;
      const std::string pattern = relative_to(*item.at.file, *item.text());
      if (!is_glob(*item.text()))
        zone_file(pattern);
      else
        for (const std::string& path : files_.glob(pattern)) zone_file(path);
    }
  }

  void zone_file(const std::string& path) {
    const TomlFile file = parse(path);
    if (file.table) zone(*file.table);
  }

  void zone(const Table& table) {
    header("[[zones]]");
    const Table* own = table_in(table, "defaults");
    if (own != nullptr) defaults_.push_back(own);
    this->table(table, zone_file_group, "zones.");
    if (own != nullptr) defaults_.pop_back();
  }

  void header(const std::string& text) { out_ += "\n" + text + "\n"; }

  void line(std::string_view key, const std::string& value, const Position& at) {
    const std::string place = place_of(at);
    out_ += std::string(key) + " = " + value + " # " + (place.empty() ? "default" : place) + "\n";
  }

  const Files& files_;
  const Kinds& kinds_;
  const Table* main_ = nullptr;
  Tables defaults_;  // [defaults] of the main file, then of the zone
  std::string out_;
};

}  // namespace

std::string effective_toml(const std::string& path, const Files& files, const Kinds& kinds) {
  return EffectiveWriter(files, kinds).write(path);
}

}  // namespace rota::config
