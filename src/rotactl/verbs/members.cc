// `member list`, `member show`.
#include "rotactl/members.h"

#include <algorithm>

namespace rota::rotactl {

namespace {

std::string row(std::string_view title, const std::string& text) {
  return text.empty() ? "" : std::string(title) + std::string(10 - title.size(), ' ') + text;
}

// "web at 192.0.2.1: up, ok in 3 ms"
std::string check_text(const Session& session, const json::value& check) {
  const std::string state = text(check, "state");
  const std::string found = last_text(check);
  return text(check, "check") + " at " + text(check, "address") + ": " +
         session.screen.painted(state, style_of(state)) + (found.empty() ? "" : ", " + found);
}

// "drain until 12:03:27, by alice (CHG-42)"
std::string override_text(const json::value& said) {
  if (!said.is_object()) return "";
  const auto until = time(said, "until");
  const std::string who = text(said, "who");
  const std::string reason = text(said, "reason");
  std::string out = text(said, "admin");
  if (number(said, "weight"))
    out += (out.empty() ? "weight " : ", weight ") + std::to_string(count(said, "weight"));
  if (until) out += " until " + time_text(*until, std::chrono::system_clock::now());
  if (!who.empty()) out += ", by " + who;
  return reason.empty() ? out : out + " (" + reason + ")";
}

std::string shares_text(const json::value& member) {
  const auto target = number(member, "share");
  const auto returned = number(member, "share_given");
  if (!target) return "";
  return "target " + percent_text(*target) +
         (returned ? ", returned in the last minute " + percent_text(*returned) : "");
}

// "IPv4 192.0.2.1: up, eligible"
std::string family_row(const Session& session, const json::value& family) {
  const std::string state = text(family, "state");
  const std::string address = text(family, "address");
  return family_text(text(family, "family")) + address + (address.empty() ? "" : ": ") +
         session.screen.painted(state, style_of(state)) +
         (flag(family, "eligible") ? ", eligible" : ", not eligible");
}

std::vector<std::string> member_lines(const Session& session, const json::value& member) {
  const std::string admin = text(member, "admin");
  const std::string since = ago(member, "since");
  std::vector<std::string> out;
  out.push_back("member " + session.screen.painted(reference_of(member), Style::bold) + ": " +
                session.screen.painted(text(member, "state"), style_of(text(member, "state"))) +
                (since.empty() ? "" : " for " + since) +
                (admin == "auto" || admin.empty() ? "" : "; operator says " + admin));
  for (const json::value& family : list(member, "families"))
    out.push_back(row("address", family_row(session, family)));
  out.push_back(row("target", text(member, "target")));
  out.push_back(row("tags", joined(texts(member, "tags"))));
  out.push_back(row("weight", weight_cell(member)));
  out.push_back(row("share", shares_text(member)));
  out.push_back(row("override", override_text(field(member, "override"))));
  out.push_back(row("why", text(member, "why")));
  for (const json::value& check : list(member, "checks"))
    out.push_back(row("check", check_text(session, check)));
  std::erase(out, "");
  return out;
}

Expected<std::vector<json::value>> ask_members(const Session& session) {
  std::vector<std::string> targets = session.asked.words;
  if (session.asked.has("--tag")) targets.push_back("tag:" + session.asked.value("--tag"));
  if (targets.empty()) targets.emplace_back();
  std::vector<json::value> out;
  for (const std::string& target : targets) {
    std::string query;
    if (!target.empty()) query = "target=" + percent_encoded(target);
    if (session.asked.has("--state"))
      query += (query.empty() ? "state=" : "&state=") + percent_encoded(session.asked.value("--state"));
    const auto found = session.client.get(std::string(api) + "/members" + (query.empty() ? "" : "?" + query));
    if (!found) return found.error();
    for (const json::value& member : list(*found, "members"))
      if (std::ranges::find(out, member) == out.end()) out.push_back(member);
  }
  return out;
}

// One document, however many requests it took.
Expected<void> show_found(const Session& session, const Print& print) {
  const auto found = ask_members(session);
  if (!found) return found.error();
  const json::object document{{"members", json::array(found->begin(), found->end())}};
  return show_body(session, json::serialize(document), print);
}

void print_list(const Session& session, const json::value& found) {
  const json::array& members = list(found, "members");
  if (members.empty() && !session.screen.names) return session.screen.line("no members");
  member_table(members, Naming::reference).print(session.screen);
}

void print_each(const Session& session, const json::value& found) {
  const json::array& members = list(found, "members");
  for (const json::value& member : members) {
    if (&member != &members.front()) session.screen.line("");
    for (const std::string& line : member_lines(session, member)) session.screen.line(line);
  }
}

}  // namespace

Expected<void> list_members(const Session& session) { return show_found(session, print_list); }

Expected<void> show_members(const Session& session) { return show_found(session, print_each); }

}  // namespace rota::rotactl
