#include "config/zone_reader.h"

#include <span>
#include <utility>

#include "base/files.h"
#include "config/hints.h"
#include "config/nameservers.h"
#include "config/ns_addresses.h"
#include "config/owner_name.h"
#include "config/service_reader.h"
#include "config/validate.h"
#include "config/zone_pools.h"
#include "config/zone_records.h"
#include "zonefile/zone_file.h"

namespace rota::config {

namespace {

constexpr Row zone_row{.key = "zone",
                       .type = ValueType::name,
                       .need = Need::required,
                       .example = R"("lb.example")",
                       .meaning = "Name of the zone."};
constexpr Row file_row{.key = "file",
                       .type = ValueType::path,
                       .example = R"("lb.example.zone")",
                       .meaning = "Master file of the zone, as BIND reads it."};
constexpr Row zone_rows[] = {zone_row,        file_row,  nameservers_row, records_row,
                             allow_query_row, pools_row, names_row};
constexpr Row file_rows[] = {defaults_row, checks_row};

std::string wire_of(const dns::Name& name) {
  const auto wire = name.view();
  return std::string(wire.begin(), wire.end());
}

// From what the TOML itself says; its mistakes are those of the TOML.
std::shared_ptr<const zonefile::ZoneRecords> made_records(Settings& settings, const dns::Name& apex) {
  const auto nameservers = read_nameservers(settings, apex);
  const auto written = read_zone_records(settings, apex);
  if (!settings.has("nameservers") && !settings.has("records")) {
    if (!settings.has("file"))
      settings.mistakes().error(settings.where("zone"),
                                "the zone needs a \"file\", or \"nameservers\" and \"records\"");
    return nullptr;
  }
  zonefile::ZoneBuilder builder;
  Mistakes own;
  add_nameservers(apex, nameservers, builder);
  zonefile::add_written(written, apex, made_ttl, builder, own);
  // What could not be read above is not missing.
  const bool is_whole = !settings.has("nameservers") || !nameservers.empty();
  auto out = is_whole ? zonefile::finish_written(builder, apex, settings.where("zone"), own) : nullptr;
  settings.mistakes().add(own);
  return out;
}

std::shared_ptr<const zonefile::ZoneRecords> read_records(Settings& settings, const dns::Name& apex,
                                                          const ZoneReader::Source& source,
                                                          Mistakes& file_mistakes) {
  const auto file = settings.text(file_row);
  auto made = made_records(settings, apex);
  if (!settings.has("file")) return made;
  bool is_alone = true;
  for (const std::string_view key : {"nameservers", "records"}) {
    if (!settings.has(key)) continue;
    is_alone = false;
    settings.error(key,
                   '"' + std::string(key) + "\" is only for a zone without \"file\", which lists its own");
  }
  if (!file || !is_alone) return nullptr;
  const std::string path =
      source.zone_file.empty() ? relative_to(*settings.at().file, *file) : source.zone_file;
  return zonefile::read_zone_file({.path = path, .files = source.files}, apex, file_mistakes);
}

}  // namespace

const Group zone_group{
    .name = "zone",
    .heading = "A zone",
    .meaning = "In a file of its own, beside [defaults] and [check.NAME], or in the main file.",
    .rows = zone_rows};
const Group zone_file_group{.name = "zone_file",
                            .heading = "A zone of its own",
                            .meaning = "The file of a zone, or a table [[zones]] of the main file.",
                            .rows = file_rows,
                            .also = &zone_group};

std::optional<ZoneId> ZoneReader::add_zone(Settings& settings) {
  const auto text = settings.text(zone_row);
  if (!text) {
    if (!settings.has("zone"))
      settings.mistakes().error(settings.at(), "\"zone\" is missing: the name of the zone");
    return {};
  }
  const Position at = settings.where("zone");
  const auto ascii = read_letters(*text, at, settings.mistakes());
  if (!ascii) return {};
  const auto name = dns::parse_name(*ascii);
  if (!name) {
    settings.mistakes().error(at, name.error().text);
    return {};
  }
  const dns::Name apex = dns::lowered(*name);
  if (const auto known = by_apex_.find(wire_of(apex)); known != by_apex_.end()) {
    settings.mistakes().error(at, "duplicate zone " + apex.text() + ": it is at " +
                                      config_.zones[known->second].at.text() + " already");
    return {};
  }
  const ZoneId id = config_.zones.push_back({apex, nullptr, at, read_prefixes(settings, allow_query_row)});
  by_apex_.emplace(wire_of(apex), id);
  return id;
}

void ZoneReader::fill_zone(Settings& settings, ZoneId id, const Defaults& defaults, const CheckNames& names,
                           const Source& source, Mistakes& file_mistakes) {
  ZoneConfig& zone = config_.zones[id];
  const std::size_t first_pool = config_.pools.size();
  CheckReader checks(config_, defaults);
  zone.records = read_records(settings, zone.apex, source, file_mistakes);
  read_pools(settings, config_, {zone, id, defaults, checks, names});
  const std::span<const PoolConfig> pools = config_.pools.since(first_pool);
  validate(zone, pools, settings.mistakes());
  check_hints(zone, pools, settings.mistakes());
}

void ZoneReader::read(Settings& settings, const Source& source, Mistakes& file_mistakes) {
  const auto errors = [&] { return settings.mistakes().errors() + file_mistakes.errors(); };
  const std::size_t errors_before = errors();
  const std::size_t first_pool = config_.pools.size();
  const std::size_t first_check = config_.checks.size();
  Defaults defaults = defaults_;
  CheckNames names = shared_checks_;
  if (source.within == Within::own_table) {
    defaults = read_defaults(settings, defaults_);
    CheckReader(config_, defaults).read_all(settings, names);
  }
  const auto id = add_zone(settings);
  if (id) fill_zone(settings, *id, defaults, names, source, file_mistakes);
  if (source.within == Within::own_table) settings.finish(zone_file_group);
  if (!id) {
    config_.pools.resize(first_pool);
    config_.checks.resize(first_check);
  } else if (errors() > errors_before) {
    // Broken. Its pools and checks stay, so that their owners can tell their mistakes too.
    config_.zones[*id].records = nullptr;
  } else {
    check_ns_addresses(config_.zones[*id], config_.pools.since(first_pool), settings.mistakes());
  }
}

void ZoneReader::keep_broken(Settings& head) {
  if (head.has("zone")) add_zone(head);
}

}  // namespace rota::config
