// What a TOML file says of one zone: its name, file or nameservers, checks,
// pools and names. Reads the zone file too and applies the rules across both.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "base/files.h"
#include "base/settings.h"
#include "config/check_reader.h"
#include "config/config.h"
#include "config/defaults.h"

namespace rota::config {

extern const Group zone_group;       // zone, file, nameservers, records, allow_query, pools and names
extern const Group zone_file_group;  // and defaults and checks

class ZoneReader {
 public:
  // What the main file says for every zone.
  ZoneReader(Config& config, Defaults defaults, CheckNames shared_checks)
      : config_(config), defaults_(defaults), shared_checks_(std::move(shared_checks)) {}

  // Reads the zone's keys; of a file or table of its own also [check] and [defaults], and
  // reports unknown keys. Mistakes of the TOML are noted in `settings`, those of a
  // zone file in `file_mistakes`; either makes the zone broken: kept, without
  // records and pools.
  enum class Within { own_table, main_table };
  struct Source {
    Within within;            // where its settings stand
    const Files& files;       // what a zone file is read from
    std::string zone_file{};  // in place of the one that the settings name; "" for that
  };
  void read(Settings& settings, const Source& source, Mistakes& file_mistakes);

  // A zone of which only the name could be read.
  void keep_broken(Settings& head);

 private:
  std::optional<ZoneId> add_zone(Settings& settings);
  void fill_zone(Settings& settings, ZoneId id, const Defaults& defaults, const CheckNames& checks,
                 const Source& source, Mistakes& file_mistakes);

  Config& config_;
  Defaults defaults_;
  CheckNames shared_checks_;
  std::map<std::string, ZoneId> by_apex_;
};

}  // namespace rota::config
