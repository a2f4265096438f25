// Authoritative answers the slow and plain way (RFC 1034 section 4.3.2): names are texts,
// zones are looked at one by one, an access list stands in its zone. It shares no code
// with src/, so that tests hold that code against it.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace rota::test {

// Absolute, lower-cased, with the trailing dot.
inline std::string joined(const std::string& label, const std::string& apex) {
  return label + "." + (apex == "." ? "" : apex);
}
inline bool is_at_or_below(std::string_view name, std::string_view ancestor) {
  if (ancestor == "." || name == ancestor) return true;
  return name.size() > ancestor.size() && name.ends_with(ancestor) &&
         name[name.size() - ancestor.size() - 1] == '.';
}
inline std::string parent_of(const std::string& name) {
  const std::string out = name.substr(name.find('.') + 1);
  return out.empty() ? "." : out;
}

struct NaiveZone {
  std::string apex;
  std::map<std::string, std::map<std::string, std::string>> names{};  // owner -> type -> data
  std::optional<std::set<int>> clients{};                             // who may ask; nothing: everybody

  bool has(const std::string& name) const {
    return std::ranges::any_of(names, [&](const auto& owner) { return is_at_or_below(owner.first, name); });
  }
  const std::string* find(const std::string& name, const std::string& type) const {
    const auto owner = names.find(name);
    if (owner == names.end()) return nullptr;
    const auto data = owner->second.find(type);
    return data == owner->second.end() ? nullptr : &data->second;
  }
};

struct NaiveAnswer {
  unsigned rcode = 0;
  std::set<std::string> records{};  // "owner type data"

  bool operator==(const NaiveAnswer&) const = default;
};

class NaiveZones {
 public:
  std::vector<NaiveZone> zones;

  NaiveAnswer answer(std::string name, const std::string& type, int client) const {
    constexpr unsigned refused = 5;
    NaiveAnswer out;
    std::set<std::string> seen;
    while (seen.insert(name).second) {
      const NaiveZone* zone = zone_of(name);
      if (zone == nullptr || (zone->clients && !zone->clients->contains(client))) {
        if (seen.size() == 1) out.rcode = refused;
        return out;
      }
      const auto next = answer_in(*zone, name, type, out);
      if (!next) return out;
      name = *next;
    }
    return out;
  }

 private:
  const NaiveZone* zone_of(const std::string& name) const {
    const NaiveZone* out = nullptr;
    for (const NaiveZone& zone : zones)
      if (is_at_or_below(name, zone.apex) && (out == nullptr || is_at_or_below(zone.apex, out->apex)))
        out = &zone;
    return out;
  }

  // Where the chain goes on, if it does.
  static std::optional<std::string> answer_in(const NaiveZone& zone, const std::string& name,
                                              const std::string& type, NaiveAnswer& out) {
    if (const auto above = topmost_above(zone, name)) {
      const std::string* const target = zone.find(*above, "DNAME");
      if (target == nullptr) return {};  // a referral
      const std::string renamed =
          name.substr(0, name.size() - above->size()) + (*target == "." ? "" : *target);
      out.records.insert(*above + " DNAME " + *target);
      out.records.insert(name + " CNAME " + renamed);
      return type == "CNAME" ? std::nullopt : std::optional(renamed);
    }
    const auto owner = owner_of(zone, name);
    if (!owner) {
      out.rcode = 3;
      return {};
    }
    for (const std::string& each : {type, std::string("CNAME")})
      if (const std::string* const data = zone.find(*owner, each)) {
        out.records.insert(name + " " + each + " " + *data);
        return each == type ? std::nullopt : std::optional(*data);
      }
    return {};
  }

  // The highest name of the zone that takes all below it away: a delegation, which takes
  // its own name as well, or a DNAME.
  static std::optional<std::string> topmost_above(const NaiveZone& zone, const std::string& name) {
    std::optional<std::string> out;
    for (std::string at = name;; at = parent_of(at)) {
      const bool is_cut = at != zone.apex && zone.find(at, "NS") != nullptr;
      if (is_cut || (at != name && zone.find(at, "DNAME") != nullptr)) out = at;
      if (at == zone.apex) return out;
    }
  }

  // The name itself, or the wildcard that stands for it (RFC 4592 section 3.3.1).
  static std::optional<std::string> owner_of(const NaiveZone& zone, const std::string& name) {
    if (zone.has(name)) return name;
    std::string encloser = parent_of(name);
    while (!zone.has(encloser)) encloser = parent_of(encloser);
    const std::string wildcard = joined("*", encloser);
    return zone.names.contains(wildcard) ? std::optional(wildcard) : std::nullopt;
  }
};

}  // namespace rota::test
