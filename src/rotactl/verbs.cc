#include "rotactl/verbs.h"

#include <algorithm>

namespace rota::rotactl {

namespace {

constexpr Option option_rows[] = {
    {"--socket", "-s", "PATH", "the daemon's control socket (default /run/rota/control.sock)", Kind::file,
     true},
    {"--config", "-c", "FILE", "take the socket from this configuration", Kind::file, true},
    {"--http", "", "ADDRESS:PORT", "speak over TCP instead: [control] http", Kind::text, true},
    {"--token-file", "", "FILE", "the secret to show over TCP, or its line of [control] token_file",
     Kind::file, true},
    {"--json", "-j", "", "print the daemon's JSON as it is", Kind::nothing, true},
    {"--help", "-h", "", "explain a verb, with examples", Kind::nothing, true},
    {"--version", "-V", "", "print the version", Kind::nothing, true},
    {"--zone", "", "ZONE", "only the pools of this zone", Kind::zone},
    {"--for", "", "DURATION", "end by itself after 90s, 15m, 2h, 7d (default: never)", Kind::text},
    {"--reason", "", "TEXT", "why, for those who look later", Kind::text},
    {"--wait", "", "", "wait until it is safe to stop the member", Kind::nothing},
    {"--timeout", "", "DURATION", "wait no longer than this (default: as long as it takes)", Kind::text},
    {"--check", "", "", "one line, and the level as exit code", Kind::nothing},
    {"--client", "", "ADDRESS", "as this client would see it", Kind::text},
    {"--since", "", "DURATION|NUMBER", "from so long ago (1h), or after this number", Kind::text},
    {"--allow-empty", "", "", "also when no zone would be left", Kind::nothing},
    {"--follow", "-f", "", "go on, with each event as it happens", Kind::nothing},
};

constexpr std::string_view of_a_change = "--for --reason --wait --timeout";

constexpr std::string_view about_changes =
    "What you say of a member stands over its health and its file until `ready` takes it back\n"
    "or its time is over. It survives restarts and reloads, and `override list` shows it.\n"
    "Names that last several pools are written ZONE:POOL/MEMBER.";

#define VERB(NAME, RUN, ...) {NAME, RUN, __VA_ARGS__},
constexpr Verb verbs[] = {
#include "rotactl/verbs.def"
};
#undef VERB

}  // namespace

std::string Invocation::value(std::string_view option) const {
  const auto found = options.find(option);
  return found == options.end() ? "" : found->second;
}

std::span<const Verb> all_verbs() { return verbs; }
std::span<const Option> all_options() { return option_rows; }

const Verb* find_verb(std::string_view name) {
  const auto* found = std::ranges::find(verbs, name, &Verb::name);
  return found == std::end(verbs) ? nullptr : found;
}

const Option* find_option(std::string_view name) {
  const auto* found = std::ranges::find_if(option_rows, [&](const Option& each) {
    return each.name == name || (!each.brief.empty() && each.brief == name);
  });
  return found == std::end(option_rows) ? nullptr : found;
}

bool takes(const Verb& verb, const Option& option) {
  if (option.everywhere) return true;
  const std::string list = " " + std::string(verb.options) + " ";
  return list.find(" " + std::string(option.name) + " ") != std::string::npos;
}

}  // namespace rota::rotactl
