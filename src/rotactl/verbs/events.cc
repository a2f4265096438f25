// `events`: what happened, and with --follow what happens.
#include "rotactl/show.h"
#include "rotactl/stream.h"

namespace rota::rotactl {

namespace {

std::string line_of(const json::value& event) {
  const auto at = time(event, "at");
  const std::string what = text(event, "text");
  std::string out = (at ? time_text(*at, std::chrono::system_clock::now()) : "?") + "  #" +
                    std::to_string(count(event, "number")) + "  " + what;
  // Unless the text says it already.
  const auto add = [&](const std::string& before, const std::string& said, const char* after) {
    if (!said.empty() && what.find(said) == std::string::npos) out += before + said + after;
  };
  add(", by ", text(event, "who"), "");
  add(" (", text(event, "reason"), ")");
  return out;
}

void print_events(const Session& session, const json::value& found) {
  const json::array& events = list(found, "events");
  for (const json::value& event : events) session.screen.line(line_of(event));
  if (events.empty() && !session.asked.has("--follow")) session.screen.line("no events");
}

void print_message(const Session& session, const Message& message) {
  if (session.json) return print_body(session, message.data);
  if (const auto event = read_json(message.data)) session.screen.line(line_of(*event));
}

// With --json what was and what comes are both a document a line.
void print_json_lines(const Session& session, const json::value& found) {
  for (const json::value& event : list(found, "events")) print_body(session, json::serialize(event));
}

Expected<void> follow(const Session& session, const std::string& path) {
  const auto before = session.client.get(path);
  if (!before) return before.error();
  session.json ? print_json_lines(session, *before) : print_events(session, *before);
  return listen(session.client, session.screen, std::to_string(count(*before, "last")),
                [&](const Message& message) {
                  if (message.event == "event") print_message(session, message);
                  return true;
                });
}

}  // namespace

Expected<void> show_events(const Session& session) {
  const std::string since = session.asked.value("--since");
  const std::string path =
      std::string(api) + "/events?" + (since.empty() ? "limit=20" : "since=" + percent_encoded(since));
  return session.asked.has("--follow") ? follow(session, path) : show(session, path, print_events);
}

}  // namespace rota::rotactl
