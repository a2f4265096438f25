// What the query threads counted.
#include <array>
#include <map>

#include "report/metrics/families.h"

namespace rota::report::metrics {

namespace {

const std::string& path_labels(std::size_t path) {
  static const std::array<std::string, stats::path_count> texts{
      label("proto", "udp") + label("family", "ipv4"), label("proto", "udp") + label("family", "ipv6"),
      label("proto", "tcp") + label("family", "ipv4"), label("proto", "tcp") + label("family", "ipv6")};
  return texts[path];
}

void write_paths(const stats::ByPath& counts, Samples& out) {
  for (std::size_t path = 0; path < stats::path_count; ++path) out.add(path_labels(path), counts[path]);
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
  for (const auto& [type, counts] : types)
    for (std::size_t path = 0; path < stats::path_count; ++path)
      out.add(path_labels(path) + label("type", type), counts[path]);
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
