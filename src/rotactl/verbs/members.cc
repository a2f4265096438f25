// `member up|down|drain|maint|ready|weight`: what the operator says of a member,
// and waiting until nobody is sent there any more.
#include <charconv>
#include <thread>

#include "base/settings.h"
#include "rotactl/show.h"

namespace rota::rotactl {

namespace {

using std::chrono::steady_clock;

struct MemberName {
  std::string pool;  // POOL or ZONE:POOL
  std::string member;
};

// Split at the last '/': a zone may hold one (RFC 2317), a member's name a ':'.
Expected<MemberName> split(const std::string& written) {
  const std::size_t slash = written.rfind('/');
  if (slash == std::string::npos || slash == 0 || slash + 1 == written.size())
    return misused("a member is written POOL/MEMBER, such as web/lb1, not '" + written + "'");
  return MemberName{written.substr(0, slash), written.substr(slash + 1)};
}

Expected<std::string> post(const Session& session, const MemberName& name, json::object said) {
  for (const auto& [key, option] : {std::pair{"for", "--for"}, std::pair{"reason", "--reason"}})
    if (session.asked.has(option)) said[key] = session.asked.value(option);
  const std::string path =
      std::string(api) + "/members/" + percent_encoded(name.pool) + "/" + percent_encoded(name.member);
  auto reply = session.client.request("POST", path, json::serialize(said));
  if (!reply) return reply.error();
  if (reply->status != 200) return refusal(*reply);
  return std::move(reply->body);
}

void print_change(const Session& session, const json::value& done) {
  const json::value& member = field(done, "member");
  const std::string note = text(done, "note");
  if (member.is_object()) {  // what is said of a member may outlive it
    const std::string state = text(member, "state");
    const std::string admin = text(member, "admin");
    const auto share = number(member, "share");
    session.screen.line(session.asked.words[0] + ": " + (admin.empty() ? "auto" : admin) +
                        ", its checks say " + session.screen.painted(state, style_of(state)) + ", weight " +
                        count_words(member, number(member, "weight_now") ? "weight_now" : "weight") +
                        (share ? ", share " + percent_text(*share) : ""));
  }
  if (!note.empty()) session.screen.line(note);
}

Expected<json::value> find_member(const Session& session, const MemberName& name) {
  const auto pool = session.client.get(pool_path(name.pool));
  if (!pool) return pool.error();
  for (const json::value& member : list(*pool, "members")) {
    const json::string* found = field(member, "name").if_string();
    if (found != nullptr && std::string_view(found->data(), found->size()) == name.member) return member;
  }
  return failed("the pool " + name.pool + " has no member '" + name.member + "' any more");
}

std::string safe_text(const Session& session, const json::value& drain) {
  const auto at = time(drain, "safe_at");
  const auto now = std::chrono::system_clock::now();
  return "safe" + (at ? " since " + time_text(*at, now) : "") + ": nobody is sent to " +
         session.asked.words[0] + " any more, it may be stopped";
}

// "waiting: all workers moved on, then the rest of the TTL: safe at 12:03:27"
std::string waiting_text(const json::value& drain) {
  const bool for_workers = text(drain, "waiting_for") == "workers";
  const std::string what = for_workers ? "not all workers moved on yet, then the TTL"
                                       : "all workers moved on, then the rest of the TTL";
  const auto at = time(drain, "safe_at");
  const std::string when = for_workers ? ": safe at the earliest at " : ": safe at ";
  return "waiting: " + what + (at ? when + time_text(*at, std::chrono::system_clock::now()) : "");
}

Expected<void> wait_until_safe(const Session& session, const MemberName& name) {
  constexpr std::chrono::milliseconds pause{250};
  const auto most = parse_duration(session.asked.value("--timeout"));
  const auto end = steady_clock::now() + most.value_or(std::chrono::hours(24 * 365));
  Progress progress(session.screen);
  while (true) {
    const auto member = find_member(session, name);
    if (!member) return member.error();
    const json::value& drain = field(*member, "drain");
    if (!drain.is_object() || flag(drain, "safe")) {
      progress.clear();
      if (session.json)
        print_body(session, json::serialize(*member));
      else
        session.screen.line(drain.is_object() ? safe_text(session, drain) : "nothing to wait for");
      return {};
    }
    progress.show(waiting_text(drain));
    if (steady_clock::now() + pause > end)
      return failed("not safe yet after " + session.asked.value("--timeout") + "; the change stays in force");
    std::this_thread::sleep_for(pause);
  }
}

Expected<void> change(const Session& session, json::object said) {
  const auto name = split(session.asked.words[0]);
  if (!name) return name.error();
  const auto body = post(session, *name, std::move(said));
  if (!body) return body.error();
  const bool waits = session.asked.has("--wait");
  // One document: with --wait that of the end.
  if (!session.json || !waits) {
    if (const auto shown = show_body(session, *body, print_change); !shown) return shown.error();
  }
  if (waits) return wait_until_safe(session, *name);
  return {};
}

}  // namespace

Expected<void> change_member(const Session& session) {
  const std::string_view verb = session.asked.verb->name;
  return change(session, {{"admin", json::string(verb.substr(verb.find(' ') + 1))}});
}

Expected<void> weigh_member(const Session& session) {
  const std::string& written = session.asked.words[1];
  std::uint32_t weight = 0;
  const auto [end, wrong] = std::from_chars(written.data(), written.data() + written.size(), weight);
  if (wrong != std::errc() || end != written.data() + written.size())
    return misused("a weight is a whole number such as 5, not '" + written + "'");
  return change(session, {{"weight", weight}});
}

}  // namespace rota::rotactl
