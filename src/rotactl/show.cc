#include "rotactl/show.h"

#include <algorithm>

#include "base/printable.h"
#include "rotactl/yaml.h"

namespace rota::rotactl {

Expected<void> show(const Session& session, const std::string& path, const Print& print) {
  const auto body = session.client.fetch(path);
  if (!body) return body.error();
  return show_body(session, *body, print);
}

Expected<void> show_body(const Session& session, const std::string& body, const Print& print) {
  if (session.json) {
    print_body(session, body);
    return {};
  }
  const auto document = read_json(body);
  if (!document) return document.error();
  print(session, *document);
  return {};
}

void print_body(const Session& session, std::string_view body) {
  while (body.ends_with('\n')) body.remove_suffix(1);
  if (session.yaml)
    if (const auto document = read_json(body))
      return session.screen.line("---\n" + printable_lines(yaml_text(*document)));
  session.screen.line(session.screen.terminal ? printable_lines(body) : std::string(body));
}

std::string printable_lines(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string line(text.substr(0, end));
    std::ranges::replace(line, '\t', ' ');
    out += printable(line) + "\n";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (!out.empty()) out.pop_back();  // whoever prints it ends the line
  return out;
}

std::string pool_path(const std::string& pool) {
  return std::string(api) + "/pools/" + percent_encoded(pool);
}

std::string ago(const json::value& object, std::string_view key) {
  const auto then = time(object, key);
  return then ? span_text(std::chrono::system_clock::now() - *then) : "";
}

Cell state_cell(std::string state) {
  const Style style = style_of(state);
  return {std::move(state), style};
}

}  // namespace rota::rotactl
