#include "config/load.h"

#include <utility>

#include "config/files.h"
#include "config/server_reader.h"
#include "config/toml_reader.h"
#include "config/zone_reader.h"

namespace rota::config {

namespace {

class Loader {
 public:
  explicit Loader(Loaded& out) : out_(out) {}

  void load(const std::string& path) {
    const TomlFile file = read_toml(path, main_);
    if (file.table) {
      Settings settings(*file.table, {file.path, 0, 0}, main_);
      read_main(settings);
    }
    out_.fatal = main_.has_errors();
    out_.mistakes.add(main_);
    out_.mistakes.add(zones_);
  }

 private:
  void read_main(Settings& settings) {
    read_server(settings, out_.config.server);
    read_control(settings, out_.config.control);
    const Defaults defaults = read_defaults(settings, {});
    CheckNames checks;
    CheckReader(out_.config, defaults).read_all(settings, checks);
    ZoneReader reader(out_.config, defaults, std::move(checks));
    read_zone_of_main(settings, reader);
    if (settings.has("zones")) {
      read_zones(settings, reader);
    } else if (!settings.has("zone")) {
      main_.error(settings.at(), "no zone: give 'zones', or 'zone' for the one of this file");
    }
    settings.finish();
  }

  // The one-file form: the main file is a zone's own file as well.
  void read_zone_of_main(Settings& settings, ZoneReader& reader) {
    if (settings.has("zone")) {
      reader.read(settings, ZoneReader::Within::main_file, zones_);
      return;
    }
    for (const std::string_view key : {"file", "nameservers", "pool", "name"}) {
      settings.know(key);
      if (settings.has(key)) main_.error(settings.where(key), "'" + std::string(key) + "' needs a 'zone' at the top of this file");
    }
    settings.know("zone");
  }

  void read_zones(Settings& settings, ZoneReader& reader) {
    const Value* value = settings.value("zones");
    if (value->array() == nullptr) {
      main_.error(value->at, "'zones' must be an array, not " + std::string(value->kind()));
      return;
    }
    for (const Value& item : *value->array()) {
      if (item.text() != nullptr) {
        read_zone_files(*item.text(), item.at, reader);
      } else if (item.table() != nullptr) {
        read_plain_zone(item, reader);
      } else {
        main_.error(item.at, "a zone must be a path or a table { zone, file }, not " + std::string(item.kind()));
      }
    }
  }

  void read_plain_zone(const Value& item, ZoneReader& reader) {
    Settings settings(*item.table(), item.at, main_);
    for (const std::string_view key : {"pool", "name"}) {
      if (settings.has(key)) main_.error(settings.where(key), "'" + std::string(key) + "' needs a file of the zone's own");
    }
    reader.read(settings, ZoneReader::Within::main_file, zones_);
    settings.finish();
  }

  void read_zone_files(const std::string& path, const Position& at, ZoneReader& reader) {
    const std::string pattern = relative_to(*at.file, path);
    if (!is_glob(path)) {
      read_zone_file(pattern, reader);
      return;
    }
    const auto paths = expand_glob(pattern);
    if (paths.empty()) main_.warning(at, "'" + path + "' matches no file");
    for (const std::string& each : paths) read_zone_file(each, reader);
  }

  void read_zone_file(const std::string& path, ZoneReader& reader) {
    Mistakes toml;
    Mistakes records;
    const TomlFile file = read_toml(path, toml);
    Settings settings(file.table ? *file.table : file.head, {file.path, 0, 0}, toml);
    if (file.table) {
      reader.read(settings, ZoneReader::Within::own_file, records);
    } else {
      reader.keep_broken(settings);
    }
    zones_.add(toml);
    zones_.add(records);
  }

  Loaded& out_;
  Mistakes main_;
  Mistakes zones_;
};

}  // namespace

Loaded load(const std::string& path) {
  Loaded out;
  Loader(out).load(path);
  return out;
}

}  // namespace rota::config
