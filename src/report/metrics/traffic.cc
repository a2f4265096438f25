// What the query threads counted.
#include <array>
#include <map>
#include <vector>

#include "health/announce.h"
#include "report/metrics/families.h"
#include "serve/listener.h"

namespace rota::report::metrics {

namespace {

struct PathLabels {
  std::size_t place;  // in stats::ByPath
  std::string text;
};

const std::vector<PathLabels>& paths() {
  static const std::vector<PathLabels> all = [] {
    std::vector<PathLabels> out;
    for (const serve::ListenerKind* kind : serve::all_listeners())
      for (const Family family : {Family::v4, Family::v6})
        out.push_back({place_of(serve::path_of(*kind, family)),
                       label("proto", kind->name) + label("family", health::label_of(family))});
    return out;
  }();
  return all;
}

void write_paths(const stats::ByPath& counts, Samples& out, const std::string& more = {}) {
  for (const PathLabels& path : paths()) out.add(path.text + more, counts[path.place]);
}

std::string_view rcode_text(std::size_t slot) {
  static constexpr std::array<std::string_view, stats::rcode_count> names{
      "NOERROR", "FORMERR",  "SERVFAIL", "NXDOMAIN", "NOTIMP",
      "REFUSED", "YXDOMAIN", "NOTAUTH",  "BADVERS",  "BADCOOKIE"};
  return names[slot];
}

// Types that have a name; so nobody makes more series than there are of those.
std::string type_text(std::size_t number) {
  if (number == 0) return "none";
  const std::string name = dns::text(static_cast<dns::Type>(number));
  return name.starts_with("TYPE") ? "other" : name;
}

// All rcodes of what is in no zone, those that were given of a zone.
void write_rcodes(std::string_view zone, const std::array<std::uint64_t, stats::rcode_count>& counts,
                  bool all, Samples& out) {
  for (std::size_t slot = 0; slot < counts.size(); ++slot)
    if (all || counts[slot] > 0) out.add(std::string(zone) + label("rcode", rcode_text(slot)), counts[slot]);
}

}  // namespace

void received(const Page& page, Samples& out) { write_paths(page.seen.traffic.received, out); }
void answered(const Page& page, Samples& out) { write_paths(page.seen.traffic.answered, out); }

void requests(const Page& page, Samples& out) {
  const stats::Traffic& traffic = page.seen.traffic;
  std::map<std::string, stats::ByPath> types;
  for (std::size_t number = 0; number < traffic.types.size(); ++number)
    if (traffic.types[number] != stats::ByPath{}) stats::add(types[type_text(number)], traffic.types[number]);
  stats::add(types["other"], traffic.other_types);
  stats::add(types["A"], page.seen.totals.ready_a);
  stats::add(types["AAAA"], page.seen.totals.ready_aaaa);
  for (const auto& [type, counts] : types) write_paths(counts, out, label("type", type));
}

void responses(const Page& page, Samples& out) {
  write_rcodes(label("zone", ""), page.seen.traffic.rcodes, true, out);
  for (const ZoneId zone : page.zones.ids())
    write_rcodes(page.zones[zone], page.seen.totals.zones[zone], false, out);
}

void dropped(const Page& page, Samples& out) {
  for (std::size_t i = 0; i < stats::drop_names.size(); ++i)
    out.add(label("reason", stats::drop_names[i]), page.seen.traffic.dropped[i]);
}

void truncated(const Page& page, Samples& out) { out.add("", page.seen.traffic.truncated); }
void limited(const Page& page, Samples& out) { out.add("", page.seen.traffic.limited); }
void unsent(const Page& page, Samples& out) { out.add("", page.seen.traffic.unsent); }
void kernel_drops(const Page& page, Samples& out) { out.add("", page.seen.traffic.kernel_drops); }

void tcp_connections(const Page& page, Samples& out) { out.add("", page.seen.traffic.tcp_open); }
void tcp_opened(const Page& page, Samples& out) { out.add("", page.seen.traffic.tcp_opened); }

void tcp_closed(const Page& page, Samples& out) {
  for (std::size_t i = 0; i < stats::closing_names.size(); ++i)
    out.add(label("reason", stats::closing_names[i]), page.seen.traffic.tcp_closed[i]);
}

}  // namespace rota::report::metrics
