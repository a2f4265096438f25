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

// A check's key says all that it does; its text is long and for programs only.
std::map<std::string, std::string> keys_by_name(const json::value& config) {
  std::map<std::string, std::string> out;
  for (const json::value& check : list(config, "checks")) out[text(check, "name")] = text(check, "key");
  return out;
}

// How many addresses each check probes, by its key.
std::map<std::string, std::size_t> targets_by_key(const json::value& config) {
  std::map<std::string, std::set<std::string>> addresses;
  for (const json::value& pool : list(config, "pools"))
    for (const json::value& key : list(pool, "checks"))
      for (const json::value& member : list(pool, "members")) {
        auto& of_key = addresses[text_of(key)];
        for (const char* field_name : {"address", "connect"}) {
          const json::value& address = field(member, field_name);
          if (address.is_string()) of_key.insert(text_of(address));
          for (const std::string& each : texts(member, field_name)) of_key.insert(each);
        }
        of_key.erase("");
      }
  std::map<std::string, std::size_t> out;
  for (const auto& [key, of_key] : addresses) out[key] = of_key.size();
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
  const auto before = keys_by_name(running);
  const auto after = keys_by_name(next);
  auto targets = targets_by_key(next);
  for (const auto& [name, key] : after) {
    const auto old = before.find(name);
    if (old == before.end()) {
      out.push_back({About::check, How::added, name, name + ": " + plural(targets[key], "target")});
    } else if (old->second != key) {
      out.push_back(
          {About::check, How::changed, name,
           name + ": what it does has changed, " + plural(targets[key], "target") + " will begin anew"});
    }
  }
  for (const auto& [name, key] : before)
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
