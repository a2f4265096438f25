#include "rotactl/run.h"

#include <cstdlib>
#include <ostream>

#include "rotactl/arguments.h"
#include "rotactl/client.h"
#include "rotactl/help.h"

namespace rota::rotactl {

namespace {

int tell(const Screen& screen, const Failure& failure) {
  if (!failure.text.empty()) screen.err << "rotactl: " << failure.text << '\n';
  return static_cast<int>(failure.exit);
}

int tell_misuse(const Screen& screen, const std::string& text) {
  return tell(screen, misused(text + "\ntry: rotactl --help"));
}

// `--help` after a verb, after what only begins verbs, or alone.
void explain_usage(const Screen& screen, const Invocation& asked) {
  std::string text = asked.verb != nullptr  ? help_of(*asked.verb)
                     : !asked.words.empty() ? help_of_group(asked.words[0])
                                            : std::string();
  screen.out << (text.empty() ? overview() : text);
}

// How this command line wants it printed.
Screen screen_of(const Invocation& asked, const Screen& screen) {
  Screen out = screen;
  out.wide = asked.value("--output") == "wide";
  out.names = asked.value("--output") == "name";
  return out;
}

Expected<Server> server_of(const Invocation& asked) {
  const auto variable = [](const char* name) {
    const char* value = std::getenv(name);
    return std::string(value == nullptr ? "" : value);
  };
  return choose_server(with_environment(
      {asked.value("--socket"), asked.value("--http"), asked.value("--token-file"), asked.value("--config")},
      variable));
}

}  // namespace

int run(std::span<const std::string> words, const Screen& screen) {
  const auto asked = parse_arguments(words);
  if (!asked) return tell_misuse(screen, asked.error().text);
  if (asked->has("--help")) return explain_usage(screen, *asked), 0;
  if (asked->has("--version")) return screen.line("rotactl " ROTA_VERSION), 0;
  // The line that is being completed may name another daemon.
  const auto server = server_of(asked->verb->hidden ? parse_options(asked->words) : *asked);
  if (!server) return tell(screen, server.error());
  const Client client(*server);
  std::ostream nowhere(nullptr);
  const Screen own = screen_of(*asked, asked->has("--quiet") ? screen.to(nowhere) : screen);
  const std::string format = asked->value("--output");
  const bool json = asked->has("--json") || format == "json" || format == "yaml";
  const auto done = asked->verb->run({client, own, *asked, json, format == "yaml"});
  return done ? 0 : tell(screen, done.error());
}

}  // namespace rota::rotactl
