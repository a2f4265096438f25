#include "rotactl/compare_config.h"

#include <map>
#include <set>

#include "base/printable.h"
#include "rotactl/compare_fields.h"

namespace rota::rotactl {

namespace {

using How = Change::How;
using About = Change::About;

std::string zone_name(const json::value& zone) {
  return zone.is_object() ? text(zone, "zone") : text_of(zone);
}

// How many addresses each check probes, by its name.
std::map<std::string, std::size_t> targets_by_check(const json::value& config) {
  std::map<std::string, std::set<std::string>> addresses;
  for (const json::value& pool : list(config, "pools"))
    for (const std::string& check : texts(pool, "checks"))
      for (const json::value& member : list(pool, "members")) {
        auto& of_check = addresses[check];
        for (const char* field_name : {"address", "connect"}) {
          const json::value& address = field(member, field_name);
          if (address.is_string()) of_check.insert(text_of(address));
          for (const std::string& each : texts(member, field_name)) of_check.insert(each);
        }
        of_check.erase("");
      }
  std::map<std::string, std::size_t> out;
  for (const auto& [check, of_check] : addresses) out[check] = of_check.size();
  return out;
}

std::string told(const std::string& name, const std::string& what) { return name + ": " + what; }

// Each field of one part of the configuration.
void compare_part(std::string_view part, About about, const json::value& running, const json::value& next,
                  Changes& out, const std::string& prefix = {}) {
  const json::object* after = field(next, part).if_object();
  if (after == nullptr || !field(running, part).is_object()) return;
  for (const auto& [key, value] : *after) {
    const json::value& before = field(field(running, part), key);
    if (before == value) continue;
    const std::string name = prefix + printable(key);
    out.push_back({about, How::changed, name, told(name, plain(before) + " -> " + plain(value))});
  }
}

// Timing field by field; of the settings only that they are others.
std::string changes_of(const json::value& before, const json::value& after, std::size_t targets) {
  std::string out = changed_fields(before, after, {"name", "settings_fingerprint"});
  if (field(before, "settings_fingerprint") == field(after, "settings_fingerprint")) return out;
  if (!out.empty()) out += ", ";
  return out + "settings changed; the health of " + plural(targets, "target") + " starts as unknown";
}

}  // namespace

void compare_zones(const json::value& running, const json::value& next, Changes& out) {
  const Rows before = rows_by(list(running, "zones"), zone_name);
  const Rows after = rows_by(list(next, "zones"), zone_name);
  for (const auto& [zone, row] : after) {
    const auto old = before.find(zone);
    if (old == before.end()) {
      out.push_back({About::zone, How::added, zone, zone});
    } else if (const auto what = changed_fields(*old->second, *row, {"zone"}); !what.empty()) {
      out.push_back({About::zone, How::changed, zone, told(zone, what)});
    }
  }
  for (const auto& [zone, row] : before)
    if (!after.contains(zone)) out.push_back({About::zone, How::removed, zone, zone});
}

void compare_checks(const json::value& running, const json::value& next, Changes& out) {
  const auto name_of = [](const json::value& check) { return text(check, "name"); };
  const Rows before = rows_by(list(running, "checks"), name_of);
  const Rows after = rows_by(list(next, "checks"), name_of);
  auto targets = targets_by_check(next);
  for (const auto& [name, check] : after) {
    const auto old = before.find(name);
    if (old == before.end()) {
      out.push_back({About::check, How::added, name, told(name, plural(targets[name], "target"))});
    } else if (const auto what = changes_of(*old->second, *check, targets[name]); !what.empty()) {
      out.push_back({About::check, How::changed, name, told(name, what)});
    }
  }
  for (const auto& [name, check] : before)
    if (!after.contains(name)) out.push_back({About::check, How::removed, name, name});
}

void compare_services(const json::value& running, const json::value& next, Changes& out) {
  compare_part("service", About::service, running, next, out);
}

void compare_servers(const json::value& running, const json::value& next, Changes& out) {
  compare_part("server", About::server, running, next, out);
  compare_part("control", About::server, running, next, out, "control.");
}

}  // namespace rota::rotactl
