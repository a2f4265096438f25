#include "config/load.h"

#include <utility>

#include "base/files.h"
#include "config/control_reader.h"
#include "config/listen_reader.h"
#include "config/server_reader.h"
#include "config/service_reader.h"
#include "config/toml_reader.h"
#include "config/zone_reader.h"
#include "config/zone_texts.h"

namespace rota::config {

namespace {

constexpr Row zones_row{
    .key = "zones",
    .type = ValueType::path,
    .many = Many::array,
    .group = &zone_file_group,
    .example = R"(["zones/*.toml", { zone = "plain.example", file = "plain.example.zone" }])",
    .meaning =
        "Zones: paths and globs of TOML files, one per zone, or tables that hold a zone as such a file "
        "does. Tables may be written as [[zones]]."};
constexpr Row main_rows[] = {zones_row,   listen_row,     server_row,   control_row,
                             cookies_row, rate_limit_row, defaults_row, checks_row};

class Loader {
 public:
  Loader(ZoneTexts& texts, const LoadOptions& options, Loaded& out)
      : texts_(texts), files_(texts.main_files()), options_(options), out_(out) {}

  void load(const std::string& path) {
    const auto text = files_.read(path);
    if (text) {
      const TomlFile file = parse_toml(*text, path, main_);
      if (file.table) read_main(*file.table, file.path);
    } else {
      main_.error({std::make_shared<const std::string>(path), 0, 0}, "cannot be read: " + text.error().text);
    }
    out_.fatal = main_.has_errors();
    out_.mistakes.add(main_);
    out_.mistakes.add(zones_);
  }

 private:
  void read_main(const Table& table, const std::shared_ptr<const std::string>& path) {
    Settings settings(table, {path, 0, 0}, main_);
    read_server(settings, out_.config.server);
    read_control(settings, out_.config.control);
    read_cookies(settings, files_, out_.config.server.service.cookies);
    read_rate_limit(settings, out_.config.server.service.rate_limit);
    const Defaults defaults = read_defaults(settings, {});
    CheckNames checks;
    CheckReader(out_.config, defaults).read_all(settings, checks);
    texts_.keep_zones(out_.config.server.partial_reload);
    ZoneReader reader(out_.config, defaults, std::move(checks));
    read_zone_of_main(settings, reader);
    if (settings.has("zones")) {
      read_zones(settings, reader);
    } else if (!settings.has("zone")) {
      main_.error(settings.at(), "no zone: give \"zones\", or \"zone\" for the one of this file");
    }
    settings.finish(main_group);
  }

  // The one-file form: the main file is a zone's own file as well.
  void read_zone_of_main(Settings& settings, ZoneReader& reader) {
    if (settings.has("zone")) {
      read_in_main(settings, ZoneReader::Within::main_table, reader);
      return;
    }
    for (const std::string_view key : {"file", "nameservers", "records", "pool", "name", "allow_query"})
      if (settings.has(key))
        settings.error(key, "\"" + std::string(key) + "\" needs a \"zone\" at the top of this file");
  }

  void read_zones(Settings& settings, ZoneReader& reader) {
    const Value* value = settings.value(zones_row);
    if (value->array() == nullptr) {
      main_.error(value->at, "\"zones\" must be an array, not " + std::string(value->kind()));
      return;
    }
    for (const Value& item : *value->array()) {
      if (item.text() != nullptr) {
        read_zone_files(*item.text(), item.at, reader);
      } else if (item.table() != nullptr) {
        read_zone_table(item, reader);
      } else {
        main_.error(item.at, "a zone must be a path or a table, not " + std::string(item.kind()));
      }
    }
  }

  void read_zone_table(const Value& item, ZoneReader& reader) {
    Settings settings(*item.table(), item.at, main_, "[[zones]]");
    read_in_main(settings, ZoneReader::Within::own_table, reader);
  }

  void read_in_main(Settings& settings, ZoneReader::Within within, ZoneReader& reader) {
    const ZoneTexts::Scope scope = texts_.next_zone();
    const std::size_t zones_before = out_.config.zones.size();
    Mistakes records;
    reader.read(settings, {within, scope.files, scope.zone_file}, records);
    finish_zone({.toml = "", .id = added_since(zones_before), .mistakes = std::move(records)});
  }

  void read_zone_files(const std::string& path, const Position& at, ZoneReader& reader) {
    const std::string pattern = relative_to(*at.file, path);
    if (!is_glob(path)) return read_own_file(pattern, at, reader);
    const auto paths = files_.glob(pattern);
    // Not the main file's: a start without a zone yet is a start.
    if (paths.empty() && !options_.allow_empty) {
      zones_.error(at, '"' + path + "\" matches no file");
      out_.misses_zones = true;
    }
    for (const std::string& each : paths) read_own_file(each, {}, reader);
  }

  // `named_at` is where the main file names it; a glob does not.
  void read_own_file(const std::string& path, const Position& named_at, ZoneReader& reader) {
    const ZoneTexts::Scope scope = texts_.next_zone();
    const std::string& from = scope.toml.empty() ? path : scope.toml;
    const std::size_t zones_before = out_.config.zones.size();
    LoadedZone zone{.toml = path};
    if (const auto text = scope.files.read(from)) {
      read_zone_text(*text, from, scope, reader, zone.mistakes);
    } else if (named_at.file) {
      // A file that is named must be there: that mistake is the main file's.
      main_.error(named_at, "\"" + from + "\" cannot be read: " + text.error().text);
    } else {
      zone.mistakes.error({std::make_shared<const std::string>(from), 0, 0},
                          "cannot be read: " + text.error().text);
    }
    zone.id = added_since(zones_before);
    finish_zone(std::move(zone));
  }

  static void read_zone_text(const std::string& text, const std::string& path, const ZoneTexts::Scope& scope,
                             ZoneReader& reader, Mistakes& mistakes) {
    Mistakes records;
    const TomlFile file = parse_toml(text, path, mistakes);
    Settings settings(file.table ? *file.table : file.head, {file.path, 0, 0}, mistakes);
    if (file.table) {
      reader.read(settings, {ZoneReader::Within::own_table, scope.files}, records);
    } else {
      reader.keep_broken(settings);
    }
    mistakes.add(records);
  }

  std::optional<ZoneId> added_since(std::size_t zones_before) const {
    if (out_.config.zones.size() == zones_before) return {};
    return ZoneId{static_cast<std::uint32_t>(zones_before)};
  }

  void finish_zone(LoadedZone zone) {
    zones_.add(zone.mistakes);
    out_.zones.push_back(std::move(zone));
  }

  ZoneTexts& texts_;
  const Files files_;  // of what belongs to no zone
  const LoadOptions& options_;
  Loaded& out_;
  Mistakes main_;
  Mistakes zones_;
};

}  // namespace

const Group main_group{.name = "rota",
                       .heading = "The main file",
                       .meaning = "It may also hold one zone.",
                       .rows = main_rows,
                       .also = &zone_group};

Loaded load(const std::string& path, const LoadOptions& options) {
  return load(path, files_on_disk(), options);
}

Loaded load(const std::string& path, const Files& files, const LoadOptions& options) {
  ZoneTexts texts(files);
  return load(path, texts, options);
}

Loaded load(const std::string& path, ZoneTexts& texts, const LoadOptions& options) {
  Loaded out;
  Loader(texts, options, out).load(path);
  return out;
}

}  // namespace rota::config
