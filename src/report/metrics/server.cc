// The server itself: what runs, since when, from which files.
#include <algorithm>
#include <boost/config.hpp>

#include "dns/name.h"
#include "health/announce.h"
#include "report/metrics/families.h"

namespace rota::report::metrics {

namespace {

double unix_time(std::chrono::system_clock::time_point at) { return in_seconds(at.time_since_epoch()); }

std::string zone_label(const snapshot::Zone& zone) { return label("zone", dns::name_text(zone.apex())); }

}  // namespace

void build_info(const Page& page, Samples& out) {
  out.add(label("version", page.seen.version) + label("compiler", BOOST_COMPILER), 1);
}

void snapshot_editions(const Page& page, Samples& out) { out.add("", page.seen.edition); }
void snapshot_age(const Page& page, Samples& out) { out.add("", in_seconds(page.seen.bakes.age)); }
void bake_seconds(const Page& page, Samples& out) {
  out.add_summary("", page.seen.bakes.count, in_seconds(page.seen.bakes.total));
}

void reload_ok(const Page& page, Samples& out) { out.add("", int{page.seen.view.reload.ok}); }
void reload_time(const Page& page, Samples& out) { out.add("", unix_time(page.seen.view.reload.succeeded)); }

// In the order of the snapshot, which is not that of the configuration.
void zone_broken(const Page& page, Samples& out) {
  for (const ZoneSlot slot : page.seen.zones.slots())
    out.add(zone_label(page.seen.zones.at(slot)), int{page.seen.zones.at(slot).is_broken()});
}

void zone_kept(const Page& page, Samples& out) {
  for (const config::ZoneConfig& zone : page.seen.view.config->zones)
    out.add(label("zone", dns::name_text(zone.apex)), int{zone.kept_from.has_value()});
}

void zone_serial(const Page& page, Samples& out) {
  for (const ZoneSlot slot : page.seen.zones.slots())
    if (const auto soa = page.seen.zones.at(slot).soa())
      out.add(zone_label(page.seen.zones.at(slot)), load32(soa->set.first().last(20).data()));
}

void status(const Page& page, Samples& out) {
  using enum Level;
  for (const Level level : {healthy, degraded, critical})
    out.add(label("level", name_of(level)), int{page.seen.level == level});
}

void overrides(const Page& page, Samples& out) { out.add("", page.seen.view.overrides.size()); }

void blind(const Page& page, Samples& out) {
  const auto& blindness = page.seen.view.blindness;
  for (const Family family : {Family::v4, Family::v6})
    out.add(label("family", health::label_of(family)),
            int{std::ranges::count(blindness, family, &health::Blindness::family) > 0});
}

void probes_late(const Page& page, Samples& out) { out.add("", page.seen.view.late_probes); }

void process_cpu(const Page& page, Samples& out) { out.add("", page.seen.process.cpu_seconds); }
void process_resident(const Page& page, Samples& out) { out.add("", page.seen.process.resident_bytes); }
void process_virtual(const Page& page, Samples& out) { out.add("", page.seen.process.virtual_bytes); }
void process_open(const Page& page, Samples& out) { out.add("", page.seen.process.open_descriptors); }
void process_most(const Page& page, Samples& out) { out.add("", page.seen.process.most_descriptors); }
void process_start(const Page& page, Samples& out) { out.add("", unix_time(page.seen.started)); }
void failures_total(const Page& page, Samples& out) { out.add("", page.seen.failures); }
void log_dropped(const Page& page, Samples& out) { out.add("", page.seen.log_dropped); }
void process_threads(const Page& page, Samples& out) { out.add("", page.seen.process.threads); }

}  // namespace rota::report::metrics
