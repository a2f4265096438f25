// `explain`: every step of the decision about one question.
#include "rotactl/pools.h"
#include "rotactl/show.h"

namespace rota::rotactl {

namespace {

void print_lines(const Session& session, const json::value& found) {
  const json::array& lines = list(found, "lines");
  if (lines.empty()) return;
  Table table({{"PROBABILITY", Column::right}, {"ANSWER"}});
  for (const json::value& line : lines)
    table.add({{percent_text(number(line, "probability").value_or(0))}, {joined(texts(line, "records"))}});
  session.screen.line("");
  table.print(session.screen);
}

void print_answer(const Session& session, const json::value& found) {
  const json::string* answer = field(found, "answer").if_string();
  if (answer == nullptr || answer->empty()) return;
  session.screen.line("");
  session.screen.line(printable_lines({answer->data(), answer->size()}));
}

void print_explanation(const Session& session, const json::value& found) {
  const json::value& question = field(found, "question");
  const std::string client = text(question, "client");
  session.screen.line(text(question, "name") + " " + text(question, "type") +
                      (client.empty() ? "" : " for " + client) + ": " +
                      session.screen.painted(text(found, "outcome"), Style::bold));
  std::size_t number_of_step = 0;
  for (const std::string& step : texts(found, "steps"))
    session.screen.line("  " + std::to_string(++number_of_step) + ". " + step);
  if (flag(found, "all_down"))
    session.screen.line(session.screen.painted("  all_down is in force: no member is healthy", Style::bad));
  if (number(found, "ttl")) {
    const std::string reason = text(found, "ttl_reason");
    session.screen.line("  TTL " + std::to_string(count(found, "ttl")) + " s" +
                        (reason.empty() ? "" : ": " + reason));
  }
  if (const json::value& pool = field(found, "pool"); pool.is_object()) {
    session.screen.line("");
    for (const std::string& line : pool_lines(session.screen, pool)) session.screen.line(line);
  }
  print_lines(session, found);
  print_answer(session, found);
}

}  // namespace

Expected<void> explain(const Session& session) {
  const auto& words = session.asked.words;
  std::string path = std::string(api) + "/explain?name=" + percent_encoded(words[0]) +
                     "&type=" + percent_encoded(words.size() > 1 ? words[1] : "A");
  if (session.asked.has("--client")) path += "&client=" + percent_encoded(session.asked.value("--client"));
  return show(session, path, print_explanation);
}

}  // namespace rota::rotactl
