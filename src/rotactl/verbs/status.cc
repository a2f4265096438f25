// `status`, `zone list`, `metrics`: the whole at a glance.
#include <algorithm>
#include <cmath>

#include "rotactl/show.h"

namespace rota::rotactl {

namespace {

// "2 healthy, 1 degraded": what there is none of is not said.
std::string counted(const Session& session, const json::value& counts,
                    std::initializer_list<const char*> states) {
  std::string out;
  for (const char* state : states) {
    const std::uint64_t many = count(counts, state);
    if (many == 0) continue;
    out +=
        (out.empty() ? "" : ", ") + session.screen.painted(count_text(many) + " " + state, style_of(state));
  }
  return out.empty() ? "" : ": " + out;
}

void print_row(const Session& session, std::string_view title, const std::string& text) {
  if (text.empty()) return;
  session.screen.line(std::string(title) + std::string(10 - std::min<std::size_t>(title.size(), 9), ' ') +
                      text);
}

std::string reload_text(const Session& session, const json::value& reload, bool any_kept) {
  if (!reload.is_object()) return "";
  const auto at = time(reload, "at");
  const std::string when = at ? time_text(*at, std::chrono::system_clock::now()) : "never";
  if (flag(reload, "ok")) return when + ", in " + span_text(to_span(number(reload, "seconds").value_or(0)));
  if (flag(reload, "kept"))
    return session.screen.painted("failed", Style::bad) + " at " + when +
           "; the configuration before it is kept";
  return session.screen.painted("in part", Style::bad) + " at " + when + "; " +
         (any_kept ? "zones with errors are kept at an earlier version or answer SERVFAIL"
                   : "zones with errors answer SERVFAIL, the others are served");
}

std::string edition_text(const json::value& status) {
  std::string out = count_text(count(status, "edition"));
  if (const auto age = number(status, "snapshot_age")) out += ", " + span_text(to_span(*age)) + " old";
  if (const auto baked = number(status, "bake_seconds")) out += ", baked in " + span_text(to_span(*baked));
  return out;
}

// "UDP 10, TCP 2"
std::string by_transport(const json::value& status) {
  std::vector<std::string> out;
  for (std::string name : texts(status, "transports")) {
    const std::string answered = count_text(count(field(status, "traffic"), name));
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::toupper(c); });
    out.push_back(name.append(" ").append(answered));
  }
  return joined(out);
}

std::string traffic_text(const json::value& status) {
  const json::value& traffic = field(status, "traffic");
  const auto rate = number(traffic, "qps");
  std::string out = count_text(static_cast<std::uint64_t>(std::lround(rate.value_or(0)))) + " queries/s; " +
                    plural(count(traffic, "answered"), "answer") + " since the start";
  if (const std::string each = by_transport(status); !each.empty()) out += " (" + each + ")";
  if (count(traffic, "dropped") > 0) out += ", " + count_text(count(traffic, "dropped")) + " dropped";
  if (count(traffic, "kernel_drops") > 0)
    out += ", " + count_text(count(traffic, "kernel_drops")) + " dropped by the kernel";
  return out;
}

std::string zones_text(const Session& session, const json::value& zones) {
  std::string out = count_text(count(zones, "total"));
  const auto broken = texts(zones, "broken");
  if (!broken.empty()) out += ", " + session.screen.painted("broken", Style::bad) + ": " + joined(broken);
  std::vector<std::string> kept;
  for (const json::value& zone : list(zones, "kept")) kept.push_back(text(zone, "zone"));
  if (!kept.empty())
    out += ", " + session.screen.painted("kept at an earlier version", Style::warning) + ": " + joined(kept);
  return out;
}

void print_problems(const Session& session, const json::value& status) {
  for (const std::string& problem : texts(status, "problems"))
    session.screen.line(session.screen.painted("  ! ", Style::bad) + problem);
  for (const std::string& mistake : texts(field(status, "reload"), "mistakes"))
    session.screen.line("    " + mistake);
}

// "critical: 2 problems"
std::string level_text(const Session& session, const json::value& status) {
  const std::string level = text(status, "level");
  const Style style = level == "healthy" ? Style::good : level == "degraded" ? Style::warning : Style::bad;
  const std::size_t problems = texts(status, "problems").size();
  return session.screen.painted(level, style) + (problems > 0 ? ": " + plural(problems, "problem") : "");
}

// One line, as Nagios and its like read it; the exit code says the level.
void print_check(const Session& session, const json::value& status) {
  std::string problems;
  for (const std::string& problem : texts(status, "problems")) problems += "; " + problem;
  session.screen.line("rota: " + level_text(session, status) + problems);
}

Exit exit_of(const std::string& level) {
  return level == "healthy" ? Exit::ok : level == "degraded" ? Exit::degraded : Exit::critical;
}

void print_status(const Session& session, const json::value& status) {
  session.screen.line("rota " + text(status, "version") + ": " + level_text(session, status));
  print_problems(session, status);
  const std::string user = text(status, "user");
  print_row(session, "up",
            span_text(to_span(number(status, "uptime").value_or(0))) + ", process " +
                std::to_string(count(status, "pid")) + (user.empty() ? "" : " as " + user));
  print_row(session, "config", text(status, "config"));
  const json::value& zones = field(status, "zones");
  print_row(session, "reload", reload_text(session, field(status, "reload"), !list(zones, "kept").empty()));
  print_row(session, "listen",
            joined(texts(status, "listen")) + " with " + plural(count(status, "workers"), "worker"));
  print_row(session, "zones", zones_text(session, zones));
  const json::value& pools = field(status, "pools");
  print_row(
      session, "pools",
      count_text(count(pools, "total")) + counted(session, pools, {"healthy", "degraded", "down", "broken"}));
  const json::value& members = field(status, "members");
  print_row(session, "members",
            count_text(count(members, "total")) +
                counted(session, members, {"up", "failing", "down", "unknown", "stale", "drain", "maint"}));
  print_row(session, "overrides", count_text(count(status, "overrides")));
  if (const json::value& traffic = field(status, "traffic"); traffic.is_object())
    print_row(session, "traffic", traffic_text(status));
  print_row(session, "edition", edition_text(status));
}

void print_zones(const Session& session, const json::value& found) {
  Table table(
      {{"ZONE"}, {"SERIAL", Column::right}, {"RECORDS", Column::right}, {"POOLS", Column::right}, {"STATE"}});
  for (const json::value& zone : list(found, "zones"))
    table.add({{text(zone, "zone")},
               {number(zone, "serial") ? std::to_string(count(zone, "serial")) : ""},
               {count_words(zone, "records")},
               {count_text(count(zone, "pools"))},
               state_cell(flag(zone, "broken")      ? "broken"
                          : time(zone, "kept_from") ? "kept"
                                                    : "served")});
  table.empty() ? session.screen.line("no zones") : table.print(session.screen);
}

}  // namespace

Expected<void> show_status(const Session& session) {
  const bool check = session.asked.has("--check");
  const auto body = session.client.fetch(std::string(api) + "/status");
  if (!body) return body.error();
  const auto status = read_json(*body);
  if (!status) return status.error();
  if (auto shown = show_body(session, *body, check ? print_check : print_status); !shown) return shown;
  const Exit exit = check ? exit_of(text(*status, "level")) : Exit::ok;
  if (exit != Exit::ok) return Failure{exit, ""};
  return {};
}

Expected<void> list_zones(const Session& session) {
  return show(session, std::string(api) + "/zones", print_zones);
}

Expected<void> show_metrics(const Session& session) {
  const auto found = session.client.fetch("/metrics");
  if (!found) return found.error();
  print_body(session, *found);
  return {};
}

}  // namespace rota::rotactl
