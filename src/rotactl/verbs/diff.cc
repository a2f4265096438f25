// `diff`: what a new configuration would change, without changing anything. It is
// loaded here; what runs is the daemon's to tell.
#include "base/hex.h"
#include "dns/name.h"
#include "publish/prepare.h"
#include "report/document.h"
#include "report/records.h"
#include "rotactl/compare_config.h"
#include "rotactl/compare_records.h"
#include "rotactl/show.h"

namespace rota::rotactl {

namespace {

constexpr std::size_t most_lines = 40;  // of one heading, for people

Expected<void> compare_zone(const Session& session, const config::ZoneConfig& zone, Changes& out) {
  const std::string name = dns::name_text(zone.apex);
  RecordComparison comparison;
  const auto read = session.client.stream(std::string(api) + "/zones/" + percent_encoded(name) + "/records",
                                          "", [&](std::string_view piece) {
                                            comparison.add_running(piece);
                                            return true;
                                          });
  if (!read) return read.error();
  report::LoadedRecords records(zone.records);
  for (bool more = true; more;) {
    std::string lines;
    more = records.append(lines, 1U << 20U);
    comparison.add_next(lines);
  }
  comparison.finish(name, out);
  return {};
}

// The records of a zone that is new, or goes, are not told one by one.
Expected<void> compare_records(const Session& session, const config::Config& next, Changes& out) {
  Changes zones = out;
  Progress progress(session.screen);
  const auto begun = std::chrono::steady_clock::now();
  std::size_t number = 0;
  for (const config::ZoneConfig& zone : next.zones) {
    ++number;
    const std::string name = printable_lines(dns::name_text(zone.apex));
    const bool is_new = std::ranges::any_of(zones, [&](const Change& change) {
      return change.about == Change::About::zone && change.where == name;
    });
    if (is_new) continue;
    if (std::chrono::steady_clock::now() - begun > std::chrono::seconds(1))
      progress.tick("comparing records: zone " + std::to_string(number) + " of " +
                    std::to_string(next.zones.size()));
    if (const auto done = compare_zone(session, zone, out); !done) return done.error();
  }
  return {};
}

// That of the daemon, so that its fingerprints can be compared with ours.
std::optional<SipKey> fingerprint_key(const json::value& running) {
  std::vector<std::uint8_t> octets;
  SipKey out;
  if (!append_octets(octets, text(running, "fingerprint_key")) || octets.size() != out.size()) return {};
  std::ranges::copy(octets, out.begin());
  return out;
}

Expected<Changes> compare(const Session& session, const config::Config& next) {
  const auto running = session.client.get(std::string(api) + "/config");
  if (!running) return running.error();
  const auto key = fingerprint_key(*running);
  if (!key) session.screen.err << "rotactl: changed settings of checks only show over the control socket\n";
  const json::value described = report::describe(next, key);
  Changes out;
  compare_zones(*running, described, out);
  if (const auto done = compare_records(session, next, out); !done) return done.error();
  compare_pools(*running, described, out);
  compare_checks(*running, described, out);
  compare_services(*running, described, out);
  compare_servers(*running, described, out);
  return out;
}

void print(const Session& session, const Changes& changes) {
  if (changes.empty()) return session.screen.line("no differences");
  std::string_view heading;
  std::size_t under_it = 0;
  const auto end_heading = [&] {
    if (under_it > most_lines)
      session.screen.line("    and " + count_text(under_it - most_lines) + " more (--json has all)");
    under_it = 0;
  };
  for (const Change& change : changes) {
    if (heading_of(change.about) != heading) {
      end_heading();
      heading = heading_of(change.about);
      session.screen.line(session.screen.painted(heading, Style::bold));
    }
    static constexpr Style styles[] = {Style::good, Style::bad, Style::warning};
    if (++under_it <= most_lines)
      session.screen.line(
          "  " + session.screen.painted(sign_of(change.how), styles[static_cast<std::size_t>(change.how)]) +
          " " + change.text);
  }
  end_heading();
}

}  // namespace

Expected<void> show_differences(const Session& session) {
  const publish::Prepared prepared = publish::prepare(session.asked.words[0]);
  for (const Mistake& mistake : prepared.mistakes.all())
    (session.json ? session.screen.err : session.screen.out) << printable_lines(mistake.line()) << '\n';
  if (prepared.mistakes.has_errors()) return failed("");
  const auto changes = compare(session, *prepared.config);
  if (!changes) return changes.error();
  if (!session.json) {
    print(session, *changes);
    return {};
  }
  json::array rows;
  for (const Change& change : *changes) rows.push_back(to_json(change));
  print_body(session, json::serialize(json::object{{"changes", std::move(rows)}}));
  return {};
}

}  // namespace rota::rotactl
