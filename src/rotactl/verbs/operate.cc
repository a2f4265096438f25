// `check`, `reload`, `replace`: what concerns the daemon as a whole.
#include "publish/check.h"
#include "rotactl/show.h"

namespace rota::rotactl {

namespace {

// A reload of a million records takes a while, so somebody must see that it goes on.
Expected<Reply> post_and_wait(const Session& session, const std::string& path, const std::string& doing) {
  Progress progress(session.screen);
  Patience patience;
  patience.most = {};
  patience.on_second = [&](std::chrono::seconds passed) { progress.tick(doing + ": " + span_text(passed)); };
  return session.client.request("POST", path, {}, patience);
}

// What a reload in part did with each zone that has errors.
void print_unloaded(const Session& session, const json::value& done) {
  for (const json::value& zone : list(done, "zones_kept")) {
    const auto from = time(zone, "kept_from");
    session.screen.line("  " + session.screen.painted("kept", Style::warning) + ": zone " +
                        text(zone, "zone") +
                        (from ? ", as loaded at " + time_text(*from, std::chrono::system_clock::now()) : ""));
  }
  for (const std::string& zone : texts(done, "zones_not_served"))
    session.screen.line("  " + session.screen.painted("not served", Style::bad) + ": zone " + zone);
}

void print_reload(const Session& session, const json::value& done) {
  std::size_t errors = 0;
  for (const json::value& mistake : list(done, "mistakes")) {
    const bool warning = text(mistake, "severity") == "warning";
    errors += warning ? 0 : 1;
    session.screen.line(text(mistake, "text"));
  }
  const bool ok = flag(done, "ok");
  if (!ok && !flag(done, "applied"))
    return session.screen.line(session.screen.painted("not reloaded", Style::bad) + ": " +
                               plural(errors, "mistake") + "; the daemon keeps what it had");
  if (!ok) print_unloaded(session, done);
  session.screen.line((ok ? "reloaded" : session.screen.painted("reloaded in part", Style::warning)) +
                      " in " + span_text(to_span(number(done, "seconds").value_or(0))) + ": checks kept " +
                      count_text(count(done, "kept")) + ", begun anew " + count_text(count(done, "reset")));
}

// The daemon's own configuration; where there is no daemon, the one it would use.
Expected<std::string> path_to_check(const Session& session) {
  if (!session.asked.words.empty()) return session.asked.words[0];
  if (session.asked.has("--config")) return session.asked.value("--config");
  const auto status = session.client.get(std::string(api) + "/status");
  if (status) {
    const json::string* path = field(*status, "config").if_string();
    if (path != nullptr && !path->empty()) return std::string(path->data(), path->size());
  } else if (status.error().exit != Exit::no_daemon) {
    return status.error();
  }
  return std::string("/etc/rota/rota.toml");
}

}  // namespace

Expected<void> check(const Session& session) {
  const auto path = path_to_check(session);
  if (!path) return path.error();
  const publish::Checked checked = publish::check(*path);
  if (session.json) {
    json::array mistakes;
    for (const Mistake& mistake : checked.mistakes.all())
      mistakes.push_back({{"severity", mistake.severity == Severity::error ? "error" : "warning"},
                          {"text", mistake.line()}});
    print_body(session,
               json::serialize(json::object{{"ok", checked.ok()}, {"mistakes", std::move(mistakes)}}));
  } else {
    for (const std::string& line : checked.lines()) session.screen.line(line);
  }
  if (!checked.ok()) return failed("");
  return {};
}

Expected<void> reload(const Session& session) {
  const std::string options = session.asked.has("--allow-empty") ? "?allow_empty=true" : "";
  const auto reply = post_and_wait(session, std::string(api) + "/reload" + options, "reloading");
  if (!reply) return reply.error();
  if (reply->status != 200 && reply->status != 409) return refusal(*reply);
  const auto done = read_json(reply->body);
  if (!done) return done.error();
  if (!field(*done, "ok").is_bool()) return refusal(*reply);
  if (const auto shown = show_body(session, reply->body, print_reload); !shown) return shown.error();
  if (!flag(*done, "ok")) return failed("");
  return {};
}

Expected<void> replace(const Session& session) {
  const auto reply = post_and_wait(session, std::string(api) + "/replace", "replacing");
  if (!reply) return reply.error();
  if (reply->status != 200 && reply->status != 409) return refusal(*reply);
  const auto done = read_json(reply->body);
  if (!done) return done.error();
  if (!field(*done, "ok").is_bool()) return refusal(*reply);
  for (const json::value& mistake : list(*done, "mistakes"))
    if (mistake.is_string() && !session.json) session.screen.line(text_of(mistake));
  if (!flag(*done, "ok"))
    return failed("not replaced: " + text(*done, "error") + "; the old process keeps serving");
  return show_body(session, reply->body, [](const Session& asked, const json::value& found) {
    asked.screen.line("replaced: process " + std::to_string(count(found, "pid")) + " answers now");
  });
}

}  // namespace rota::rotactl
