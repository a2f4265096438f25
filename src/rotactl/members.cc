#include "rotactl/members.h"

#include <algorithm>

namespace rota::rotactl {

namespace {

std::string share_text(const json::value& member, std::string_view key) {
  const auto share = number(member, key);
  return share ? percent_text(*share) : "";
}

// "drain, safe since 12:03:27", "weight 5": in a word; WHY and `override list` have the rest.
std::string operator_text(const json::value& member) {
  const json::value& said = field(member, "override");
  const std::string admin = text(member, "admin");
  std::string out = admin == "auto" ? "" : admin;
  if (text(member, "admin_from") == "file") out += " (file)";
  if (number(said, "weight"))
    out += (out.empty() ? "weight " : ", weight ") + std::to_string(count(said, "weight"));
  const json::value& drain = field(member, "drain");
  const auto at = time(drain, "safe_at");
  if (at)
    out += (flag(drain, "safe") ? ", safe since " : ", safe at ") +
           time_text(*at, std::chrono::system_clock::now());
  return out;
}

std::string pending_text(const json::value& member) {
  const std::string rising = text(member, "rising");
  const std::string falling = text(member, "falling");
  return !rising.empty() ? " rising " + rising : !falling.empty() ? " falling " + falling : "";
}

// "up"; "IPv4 up, IPv6 down" where the families differ.
Cell state_of(const json::value& member) {
  Cell out = state_cell(text(member, "state"));
  const json::array& families = list(member, "families");
  const auto is_as_a_whole = [&](const json::value& family) {
    return text(family, "state") == text(member, "state");
  };
  if (!std::ranges::all_of(families, is_as_a_whole)) {
    std::vector<std::string> parts;
    for (const json::value& family : families)
      parts.push_back(family_text(text(family, "family")) + text(family, "state"));
    out.text = joined(parts);
  }
  out.text += pending_text(member);
  return out;
}

}  // namespace

// A member that is out has no weight in the draw, but keeps its own.
std::string weight_cell(const json::value& member) {
  const auto weight = number(member, "weight");
  if (!weight && !number(member, "weight_now")) return "";
  const std::uint64_t usual = count(member, "weight");
  const json::value& said = field(member, "override");
  const std::uint64_t own = number(said, "weight") ? count(said, "weight") : usual;
  const std::uint64_t now = count(member, "weight_now");
  const std::uint64_t shown = now > 0 ? now : own;
  return std::to_string(shown) + (shown == usual || !weight ? "" : " (file: " + std::to_string(usual) + ")");
}

std::string family_text(const std::string& family) {
  return family == "ipv4" ? "IPv4 " : family == "ipv6" ? "IPv6 " : "";
}

std::string last_text(const json::value& member) {
  const json::value& last = field(member, "last");
  if (!last.is_object()) return "";
  const std::string reason = text(last, "reason");
  std::string out = flag(last, "ok") ? "ok" : "failed";
  if (!reason.empty()) out = reason;
  if (const auto took = number(last, "seconds"); took && flag(last, "ok"))
    out += " in " + span_text(to_span(*took));
  return out;
}

// Columns are dropped in this order where a terminal is too narrow: what WHY says, too, first.
Table member_table(const json::array& members, Naming naming) {
  Table table({{"MEMBER"},
               {"ADDRESS", Column::left, 4},
               {"STATE"},
               {"SINCE", Column::right, 5},
               {"LAST RESULT", Column::left, 6},
               {"WEIGHT", Column::right, 3},
               {"TARGET", Column::right, 2},
               {"RETURNED", Column::right, 1},
               {"OPERATOR"},
               {"WHY"}});
  for (const json::value& member : members) {
    auto addresses = texts(member, "addresses");
    if (addresses.empty()) addresses.push_back(text(member, "target"));
    table.add({{naming == Naming::member ? text(member, "name") : reference_of(member)},
               {joined(addresses)},
               state_of(member),
               {ago(member, "since")},
               {last_text(member)},
               {weight_cell(member)},
               {share_text(member, "share")},
               {share_text(member, "share_given")},
               {operator_text(member), Style::warning},
               {text(member, "why")}});
  }
  return table;
}

std::string reference_of(const json::value& member) {
  return text(member, "zone") + ":" + text(member, "pool") + "/" + text(member, "name");
}

}  // namespace rota::rotactl
