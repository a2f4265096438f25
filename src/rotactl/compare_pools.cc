// Pools and their members, running and new.
#include <cmath>

#include "rotactl/compare_config.h"
#include "rotactl/compare_fields.h"

namespace rota::rotactl {

namespace {

using How = Change::How;
using About = Change::About;

std::string pool_name(const json::value& pool) { return text(pool, "zone") + ":" + text(pool, "pool"); }

// "www.lb.example A, AAAA": where the answers are seen; the pool's own name where it
// has none, as a fallback.
std::string seen_as(const json::value& pool) {
  const json::array& names = list(pool, "names");
  if (names.empty()) return pool_name(pool);
  const std::string first = text(names.front(), "name") + " " + joined(texts(names.front(), "types"));
  return names.size() == 1 ? first : first + " (and " + plural(names.size() - 1, "name") + " more)";
}

// "lb3 192.0.2.3"; a member named by its address is not named twice.
std::string shown(const json::value& member) {
  const std::string name = text(member, "name");
  const json::value& address = field(member, "address");
  const std::string place =
      address.is_null() || plain(address) == "none" ? text(member, "target") : plain(address);
  return place.empty() || place == name ? name : name + " " + place;
}

// "weight 3, share 25.0 %"
std::string weight_text(const json::value& member) {
  const auto share = number(member, "share");
  return "weight " + plain(field(member, "weight")) + (share ? ", share " + percent_text(*share) : "");
}

// ": share 10.0 % -> 35.7 %" when it moves by what one can see.
std::string moved_share(const json::value& before, const json::value& after) {
  const auto old = number(before, "share");
  const auto now = number(after, "share");
  if (!old || !now || std::abs(*old - *now) < 0.0005) return "";
  return ": share " + percent_text(*old) + " -> " + percent_text(*now);
}

// Of an address pool's member, in one family; "" without.
std::string address_in(const json::value& member, bool v6) {
  for (const std::string& address : texts(member, "address"))
    if ((address.find(':') != address.npos) == v6) return address;
  return "";
}

// "IPv6 address 2001:db8::1 -> 2001:db8::2": by family, as checks and answers are.
std::string changed_addresses(const json::value& before, const json::value& after) {
  std::string out;
  for (const bool v6 : {false, true}) {
    const std::string old = address_in(before, v6);
    const std::string now = address_in(after, v6);
    if (old == now) continue;
    out += (out.empty() ? "" : ", ") + std::string(v6 ? "IPv6" : "IPv4") + " address " +
           (old.empty() ? "none" : old) + " -> " + (now.empty() ? "none" : now);
  }
  return out;
}

class PoolComparison {
 public:
  PoolComparison(const json::value& before, const json::value& after, Changes& out)
      : before_(before), after_(after), out_(out), name_(pool_name(after)) {}

  void compare() {
    const std::string fields = changed_fields(before_, after_, {"zone", "pool", "members"});
    if (!fields.empty()) out_.push_back({About::pool, How::changed, name_, name_ + ": " + fields});
    const auto name = [](const json::value& member) { return text(member, "name"); };
    const Rows before = rows_by(list(before_, "members"), name);
    const Rows after = rows_by(list(after_, "members"), name);
    for (const json::value& member : list(after_, "members")) {
      const auto old = before.find(name(member));
      old == before.end() ? add(How::added, member, weight_text(member))
                          : compare_member(*old->second, member);
    }
    for (const json::value& member : list(before_, "members"))
      if (!after.contains(name(member))) add(How::removed, member, weight_text(member));
    compare_order(before, after);
  }

 private:
  void add(How how, const json::value& member, const std::string& what) {
    out_.push_back({About::member, how, name_ + "/" + text(member, "name"),
                    seen_as(after_) + ": " + shown(member) + " " + what});
  }

  void compare_member(const json::value& before, const json::value& after) {
    std::string what = changed_addresses(before, after);
    const std::string fields = changed_fields(before, after, {"name", "share", "address"});
    if (!what.empty() && !fields.empty()) what += ", ";
    what += fields + moved_share(before, after);
    if (!what.empty()) add(How::changed, after, what.starts_with(": ") ? what.substr(2) : what);
  }

  // Of those that stay: failover goes by it.
  void compare_order(const Rows& before, const Rows& after) {
    const auto staying = [](const json::value& pool, const Rows& others) {
      std::vector<std::string> out;
      for (const json::value& member : list(pool, "members"))
        if (others.contains(text(member, "name"))) out.push_back(text(member, "name"));
      return out;
    };
    const auto old = staying(before_, after);
    const auto now = staying(after_, before);
    if (old != now)
      out_.push_back({About::pool, How::changed, name_,
                      name_ + ": order of members " + joined(old) + " -> " + joined(now)});
  }

  const json::value& before_;
  const json::value& after_;
  Changes& out_;
  std::string name_;
};

}  // namespace

void compare_pools(const json::value& running, const json::value& next, Changes& out) {
  const Rows before = rows_by(list(running, "pools"), pool_name);
  const Rows after = rows_by(list(next, "pools"), pool_name);
  const auto whole = [&](How how, const std::string& name, const json::value& pool) {
    out.push_back({About::pool, how, name, name + " with " + plural(list(pool, "members").size(), "member")});
  };
  for (const auto& [name, pool] : after) {
    const auto old = before.find(name);
    if (old == before.end()) {
      whole(How::added, name, *pool);
    } else {
      PoolComparison(*old->second, *pool, out).compare();
    }
  }
  for (const auto& [name, pool] : before)
    if (!after.contains(name)) whole(How::removed, name, *pool);
}

}  // namespace rota::rotactl
