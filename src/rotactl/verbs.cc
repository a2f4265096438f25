#include "rotactl/verbs.h"

#include <algorithm>

namespace rota::rotactl {

namespace {

constexpr Option options[] = {
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

constexpr Verb verbs[] = {
    {"status", "", 0, 0, "", "one screen: is all well",
     "Version, uptime, zones, pools and members by state, the last reload, and what is wrong.\n"
     "Exit code 0 says that the daemon answers, not that all is well.",
     "rotactl status\nrotactl status --json | jq .problems", show_status},
    {"pool list", "", 0, 0, "--zone", "all pools with their state",
     "A pool is healthy when every member that is meant to serve is up, degraded when somebody\n"
     "is not, and down when nobody is left and its all_down rule answers.",
     "rotactl pool list\nrotactl pool list --zone lb.example", list_pools},
    {"pool show", "POOL", 1, 1, "", "one pool: members, states, weights, shares",
     "TARGET is the share of the answers that the policy aims at now, GIVEN the share really given\n"
     "in the last minute. WHY says what keeps a member out, or in although it is down.",
     "rotactl pool show web\nrotactl pool show lb.example:web", show_pool, Kind::pool},
    {"member drain", "POOL/MEMBER", 1, 1, of_a_change, "take a member out of the answers, gently",
     "New answers leave the member out; clients that hold an older one still come until its TTL is\n"
     "over. With --wait it ends when nobody can hold one any more: then the member may be stopped.",
     "rotactl member drain web/lb1 --for 2h --reason CHG-42 --wait", change_member, Kind::member},
    {"member maint", "POOL/MEMBER", 1, 1, of_a_change, "like drain, and its checks pause", about_changes,
     "rotactl member maint web/lb1 --reason 'new disk'", change_member, Kind::member},
    {"member down", "POOL/MEMBER", 1, 1, of_a_change, "treat a member as down, whatever its checks say",
     about_changes, "rotactl member down web/lb1 --for 10m", change_member, Kind::member},
    {"member up", "POOL/MEMBER", 1, 1, of_a_change, "treat a member as up, whatever its checks say",
     about_changes, "rotactl member up web/lb1 --for 1h --reason 'its check is broken'", change_member,
     Kind::member},
    {"member ready", "POOL/MEMBER", 1, 1, "--reason", "take back everything said of a member",
     "Its state is that of its checks again, its weight that of the file.", "rotactl member ready web/lb1",
     change_member, Kind::member},
    {"member weight", "POOL/MEMBER N", 2, 2, "--for --reason",
     "another weight for a member, without its file", about_changes,
     "rotactl member weight web/lb1 5 --for 1h", weigh_member, Kind::member},
    {"override list", "", 0, 0, "", "everything that operators said of members",
     "Also of members that the configuration no longer has: they may come back.", "rotactl override list",
     list_overrides},
    {"zone list", "", 0, 0, "", "all zones with their serial", "A broken zone answers SERVFAIL.",
     "rotactl zone list", list_zones},
    {"explain", "NAME [TYPE]", 1, 2, "--client", "why a client gets the answer it gets",
     "Every step of the decision, each member and why it is in or out, the TTL and its reason, how\n"
     "likely each answer is, and one answer as dig prints it. TYPE is A when not given.",
     "rotactl explain www.lb.example\nrotactl explain www.lb.example AAAA --client 198.51.100.7", explain},
    {"events", "", 0, 0, "--since --follow", "what happened, when, why and by whom",
     "The last 20, or all since a time or a number. --follow stays, and comes back after a restart.",
     "rotactl events --since 1h\nrotactl events --follow", show_events},
    {"watch", "[POOL]", 0, 1, "", "the pools, or one of them, drawn anew every second",
     "The worst first, as many as the terminal has lines. Ctrl-C ends it.",
     "rotactl watch\nrotactl watch web", watch, Kind::pool},
    {"diff", "FILE", 1, 1, "", "what a new configuration would change",
     "Loads the files itself and compares them with what the daemon runs: records, pools, members,\n"
     "shares of the traffic, checks that begin anew, what needs `rotactl replace`. Changes nothing.\n"
     "Exit code 1 when the files have mistakes, 0 otherwise.",
     "rotactl diff /etc/rota/rota.toml\nrotactl diff ~/new/rota.toml", show_differences, Kind::file},
    {"check", "[FILE]", 0, 1, "", "load and bake a configuration, print every mistake",
     "Without FILE the daemon's own. The same as rotad --check; the daemon is not disturbed.",
     "rotactl check\nrotactl check ~/new/rota.toml", check, Kind::file},
    {"reload", "", 0, 0, "--allow-empty", "load the configuration anew",
     "Waits for the result. All or nothing: with a mistake the daemon keeps what it has, each\n"
     "mistake is printed, and the exit code is 1. With partial_reload = true, zones with errors are\n"
     "kept at an earlier version or not served, and the others are reloaded; they are named, and\n"
     "the exit code is 1 too. Settings that only a new process can apply, such as listen, are named.",
     "rotactl check && rotactl reload", reload},
    {"replace", "", 0, 0, "", "start the installed program in place of the running one",
     "Sockets, states of health, overrides and events are handed over, no query is lost. Waits until\n"
     "the new process answers. When it does not start, the old one goes on, and why is printed.",
     "rotactl replace", replace},
    {"metrics", "", 0, 0, "", "every counter, as Prometheus reads it",
     "The same as GET /metrics of [control] http.", "rotactl metrics | grep rota_member", show_metrics},
    {"completion", "bash|zsh", 1, 1, "", "a completion script for a shell",
     "It completes verbs and options, and pools and members by asking the daemon.",
     "rotactl completion bash > /etc/bash_completion.d/rotactl\nsource <(rotactl completion bash)",
     print_completion, Kind::shell},
    {"help", "[VERB...]", 0, 2, "", "explain a verb, with examples", "The same as VERB --help.",
     "rotactl help member drain", print_help, Kind::verb},
    {"__complete", "[WORD...]", 0, 99, "", "what may stand in place of the last word", "", "", complete,
     Kind::nothing, true},
    {"__manual", "", 0, 0, "", "the manual page rotactl(8)", "", "", print_manual, Kind::nothing, true},
};

}  // namespace

std::string Invocation::value(std::string_view option) const {
  const auto found = options.find(option);
  return found == options.end() ? "" : found->second;
}

std::span<const Verb> all_verbs() { return verbs; }
std::span<const Option> all_options() { return options; }

const Verb* find_verb(std::string_view name) {
  const auto* found = std::ranges::find(verbs, name, &Verb::name);
  return found == std::end(verbs) ? nullptr : found;
}

const Option* find_option(std::string_view name) {
  const auto* found = std::ranges::find_if(options, [&](const Option& each) {
    return each.name == name || (!each.brief.empty() && each.brief == name);
  });
  return found == std::end(options) ? nullptr : found;
}

bool takes(const Verb& verb, const Option& option) {
  if (option.everywhere) return true;
  const std::string list = " " + std::string(verb.options) + " ";
  return list.find(" " + std::string(option.name) + " ") != std::string::npos;
}

}  // namespace rota::rotactl
