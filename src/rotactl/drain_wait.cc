#include "rotactl/drain_wait.h"

#include <thread>

namespace rota::rotactl {

namespace {

using std::chrono::steady_clock;

Expected<json::value> find_member(const Session& session, const MemberName& name) {
  const auto pool = session.client.get(pool_path(name.pool));
  if (!pool) return pool.error();
  for (const json::value& member : list(*pool, "members")) {
    const json::string* found = field(member, "name").if_string();
    if (found != nullptr && std::string_view(found->data(), found->size()) == name.member) return member;
  }
  return failed("pool " + name.pool + " no longer has a member '" + name.member + "'");
}

// "waiting for lb.example:web/lb1: all workers moved on, then the rest of the TTL: safe at 12:03:27"
std::string waiting_text(const MemberName& name, const json::value& drain) {
  const bool for_workers = text(drain, "waiting_for") == "workers";
  const std::string what = for_workers ? "not all workers moved on yet, then the TTL"
                                       : "all workers moved on, then the rest of the TTL";
  const auto at = time(drain, "safe_at");
  const std::string when = for_workers ? ": safe at the earliest at " : ": safe at ";
  return "waiting for " + name.text() + ": " + what +
         (at ? when + time_text(*at, std::chrono::system_clock::now()) : "");
}

}  // namespace

MemberName::MemberName(const std::string& reference) {
  const std::size_t slash = std::min(reference.rfind('/'), reference.size());
  pool = reference.substr(0, slash);
  member = reference.substr(std::min(slash + 1, reference.size()));
}

Expected<json::value> wait_until_safe(const Session& session, const MemberName& name,
                                      steady_clock::time_point end) {
  constexpr std::chrono::milliseconds pause{250};
  Progress progress(session.screen);
  while (true) {
    auto member = find_member(session, name);
    if (!member) return member.error();
    const json::value& drain = field(*member, "drain");
    if (!drain.is_object() || flag(drain, "safe")) return member;
    progress.show(waiting_text(name, drain));
    if (steady_clock::now() + pause > end)
      return failed(name.text() + " is not safe to stop after " + session.asked.value("--timeout") +
                    "; the change stays in force");
    std::this_thread::sleep_for(pause);
  }
}

}  // namespace rota::rotactl
