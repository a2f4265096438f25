// `member up|down|drain|maint|ready|weight` and `pool drain|...`: overrides of one or many
// members. The effect is told first; what would leave a pool without a member needs --yes.
#include <charconv>
#include <ostream>

#include "base/settings.h"
#include "rotactl/drain_wait.h"
#include "rotactl/effects.h"
#include "rotactl/members.h"

namespace rota::rotactl {

namespace {

using std::chrono::steady_clock;

Expected<json::value> post(const Session& session, const std::string& reference, const json::object& said) {
  const MemberName name(reference);
  const std::string path =
      std::string(api) + "/members/" + percent_encoded(name.pool) + "/" + percent_encoded(name.member);
  const auto reply = session.client.request("POST", path, json::serialize(said));
  if (!reply) return reply.error();
  if (reply->status != 200) return refusal(*reply);
  return read_json(reply->body);
}

// "lb.example:web/lb1: drain, its checks say up, weight 1, share 0.0 %"
void print_change(const Session& session, const std::string& reference, const json::value& done) {
  const json::value& member = field(done, "member");
  const std::string note = text(done, "note");
  std::string line = reference + ":";
  if (member.is_object()) {  // an override may outlive its member
    const std::string state = text(member, "state");
    const std::string admin = text(member, "admin");
    const auto share = number(member, "share");
    line += " " + (admin.empty() ? "auto" : admin) + ", its checks say " +
            session.screen.painted(state, style_of(state)) + ", weight " + weight_cell(member) +
            (share ? ", share " + percent_text(*share) : "");
  }
  session.screen.line(line + (note.empty() ? "" : (member.is_object() ? "; " : " ") + note));
}

std::string safe_text(const std::string& reference, const json::value& member) {
  const json::value& drain = field(member, "drain");
  if (!drain.is_object()) return reference + ": nothing to wait for";
  const auto at = time(drain, "safe_at");
  return reference + ": safe to stop" +
         (at ? " since " + time_text(*at, std::chrono::system_clock::now()) : "");
}

// One document, or a list of them where several members were meant.
void print_documents(const Session& session, const json::array& documents, bool several) {
  print_body(session, several             ? json::serialize(documents)
                      : documents.empty() ? ""
                                          : json::serialize(documents.front()));
}

class Overriding {
 public:
  Overriding(const Session& session, json::object said) : session_(session), said_(std::move(said)) {}

  // What the daemon refuses of one member does not keep it from the others.
  Expected<void> apply_to(const std::vector<std::string>& members) {
    std::vector<std::string> done_of;
    for (const std::string& member : members) {
      const auto done = post(session_, member, said_);
      if (!done && members.size() == 1) return done.error();
      if (!done) note(done.error());
      if (!done) continue;
      done_of.push_back(member);
      if (!session_.json) print_change(session_, member, *done);
      if (session_.json && !waits()) documents_.push_back(*done);
    }
    if (waits()) wait(done_of);
    if (session_.json) print_documents(session_, documents_, members.size() > 1);
    if (failure_) return *failure_;
    return {};
  }

 private:
  bool waits() const { return session_.asked.has("--wait"); }

  void wait(const std::vector<std::string>& members) {
    const auto most = parse_duration(session_.asked.value("--timeout"));
    const auto end = steady_clock::now() + most.value_or(std::chrono::hours(24 * 365));
    for (const std::string& member : members) {
      const auto safe = wait_until_safe(session_, MemberName(member), end);
      if (!safe) {
        note(safe.error());
      } else if (session_.json) {
        documents_.push_back(*safe);
      } else {
        session_.screen.line(safe_text(member, *safe));
      }
    }
  }

  // Tells what was told of another before; the last one becomes the result.
  void note(const Failure& failure) {
    if (failure_) (session_.screen.err << "rotactl: " << failure_->text << '\n').flush();
    failure_ = failure;
  }

  const Session& session_;
  json::object said_;
  json::array documents_;
  std::optional<Failure> failure_;
};

Failure needs_yes(const Effects& effects) {
  return failed("nothing was changed: " + joined(effects.emptied) +
                " would be left without an eligible member; repeat with --yes to do it");
}

Expected<void> change(const Session& session, std::vector<std::string> targets, json::object said) {
  if (session.asked.has("--tag")) targets.push_back("tag:" + session.asked.value("--tag"));
  if (targets.empty())
    return misused("'" + std::string(session.asked.verb->name) +
                   "' needs a member such as web/lb1, or --tag TAG");
  for (const auto& [key, option] : {std::pair{"for", "--for"}, std::pair{"reason", "--reason"}})
    if (session.asked.has(option)) said[key] = session.asked.value(option);
  const auto effects = ask_effects(session, targets, said);
  if (!effects) return effects.error();
  const bool only_tells = session.asked.has("--dry-run");
  if (session.json && only_tells) return print_body(session, effects->body), Expected<void>();
  if (!session.json) {
    for (const std::string& text : effects->texts) session.screen.line(text);
    if (effects->texts.empty()) session.screen.line("answers stay as they are");
    if (only_tells)
      session.screen.line("nothing was changed; " + plural(effects->members.size(), "member") + ": " +
                          joined(effects->members));
  }
  if (only_tells) return {};
  if (!effects->emptied.empty() && !session.asked.has("--yes")) return needs_yes(*effects);
  return Overriding(session, std::move(said)).apply_to(effects->members);
}

json::object admin_of(const Session& session) {
  const std::string_view verb = session.asked.verb->name;
  return {{"admin", json::string(verb.substr(verb.find(' ') + 1))}};
}

}  // namespace

Expected<void> change_member(const Session& session) {
  return change(session, session.asked.words, admin_of(session));
}

Expected<void> change_pool(const Session& session) {
  std::vector<std::string> targets;
  for (const std::string& pool : session.asked.words) targets.push_back(pool + "/*");
  return change(session, std::move(targets), admin_of(session));
}

Expected<void> weigh_member(const Session& session) {
  std::vector<std::string> targets = session.asked.words;
  const std::string written = targets.back();
  targets.pop_back();
  std::uint32_t weight = 0;
  const auto [end, wrong] = std::from_chars(written.data(), written.data() + written.size(), weight);
  if (wrong != std::errc() || end != written.data() + written.size())
    return misused("a weight is a whole number such as 5, not '" + written + "'");
  return change(session, std::move(targets), {{"weight", weight}});
}

}  // namespace rota::rotactl
