#include "rotactl/verbs.h"

#include <algorithm>

namespace rota::rotactl {

namespace {

constexpr Option option_rows[] = {
    {"--socket", "-s", "PATH", "control socket of the daemon (default /run/rota/control.sock)", Kind::file,
     true},
    {"--config", "-c", "FILE", "take the control socket from this configuration", Kind::file, true},
    {"--http", "", "ADDRESS:PORT", "connect over HTTP instead: [control] http", Kind::text, true},
    {"--token-file", "", "FILE", "the token for HTTP, or its line of [control] token_file", Kind::file, true},
    {"--output", "-o", "FORMAT", "json, yaml, wide (all columns) or name (lists: only names)", Kind::format,
     true},
    {"--json", "-j", "", "the same as -o json: the daemon's JSON as it is", Kind::nothing, true},
    {"--quiet", "-q", "", "print errors only", Kind::nothing, true},
    {"--help", "-h", "", "explain a verb, with examples", Kind::nothing, true},
    {"--version", "-V", "", "print the version", Kind::nothing, true},
    {"--zone", "", "ZONE", "only the pools of this zone", Kind::zone},
    {"--for", "", "DURATION", "end after 90s, 15m, 2h, 7d (default: never)", Kind::text},
    {"--reason", "", "TEXT", "why, for events and `override list`", Kind::text},
    {"--tag", "", "TAG", "every member that has this tag", Kind::text},
    {"--dry-run", "", "", "print the effect and change nothing", Kind::nothing},
    {"--yes", "-y", "", "also when a pool is left without a member", Kind::nothing},
    {"--wait", "", "", "wait until it is safe to stop the members", Kind::nothing},
    {"--timeout", "", "DURATION", "stop waiting after this time (default: never)", Kind::text},
    {"--check", "", "", "print one line; the exit code is the level", Kind::nothing},
    {"--state", "", "STATE", "only those in this state", Kind::text},
    {"--client", "", "ADDRESS", "as this client would see it", Kind::text},
    {"--since", "", "DURATION|NUMBER", "from so long ago (1h), or after this number", Kind::text},
    {"--allow-empty", "", "", "also when no zone would be left", Kind::nothing},
    {"--follow", "-f", "", "print new events as they happen", Kind::nothing},
};

constexpr std::size_t most_words = 1000;

constexpr std::string_view of_a_change = "--for --reason --tag --wait --timeout --dry-run --yes";
constexpr std::string_view of_a_pool = "--for --reason --wait --timeout --dry-run --yes";

// Paragraphs of help that several verbs share.
#define ABOUT_OVERRIDES                                                                              \
  "An override wins over health and configuration until `ready` removes it or its time is over. It " \
  "survives restarts and reloads. `override list` shows it.\n\n"
#define ABOUT_EFFECTS                                                                          \
  "The effect on each pool is printed first. A change that leaves a pool without an eligible " \
  "member needs --yes.\n\n"
#define ABOUT_TARGETS                                                                       \
  "TARGET is POOL/MEMBER, ZONE:POOL/MEMBER, a pattern such as 'web/*-fra', or an address, " \
  "which means every member that has it. `member` may be omitted: `rotactl drain web/lb1`."
#define ABOUT_DRAINS                                                                           \
  "New answers no longer contain the member. Clients that hold an older answer still connect " \
  "until its TTL is over. With --wait, rotactl returns when no resolver can hold such an "     \
  "answer; then the member can be stopped.\n\n"

#define VERB(NAME, RUN, ...) {NAME, RUN, __VA_ARGS__},
constexpr Verb verbs[] = {
#include "rotactl/verbs.def"
};
#undef VERB
#undef ABOUT_OVERRIDES
#undef ABOUT_EFFECTS
#undef ABOUT_TARGETS
#undef ABOUT_DRAINS

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

// What changes members is typed in a hurry.
const Verb* find_short(std::string_view word) {
  if (const Verb* whole = find_verb(word)) return whole;
  const Verb* of_members = find_verb("member " + std::string(word));
  return of_members != nullptr && takes(*of_members, *find_option("--yes")) ? of_members : nullptr;
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
