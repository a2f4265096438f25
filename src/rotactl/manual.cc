#include "rotactl/manual.h"

#include "rotactl/verbs.h"

namespace rota::rotactl {

namespace {

// As troff reads it: no hyphen where a minus is meant, and no line that begins with a request.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if ((c == '.' || c == '\'') && (out.empty() || out.back() == '\n')) out += "\\&";
    if (c == '-' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string bold(std::string_view text) { return "\\fB" + plain(text) + "\\fR"; }
std::string italic(std::string_view text) { return text.empty() ? "" : " \\fI" + plain(text) + "\\fR"; }

std::string section(std::string_view title, std::string_view text) {
  return ".SH " + std::string(title) + "\n" + std::string(text);
}

std::string of_option(const Option& option) {
  const std::string brief = option.brief.empty() ? "" : bold(option.brief) + ", ";
  return ".TP\n" + brief + bold(option.name) + italic(option.value) + "\n" + plain(option.help) + ".\n";
}

std::string of_verb(const Verb& verb) {
  std::string out = ".SS " + bold(verb.name) + italic(verb.words) + "\n" + plain(verb.summary) + ".\n";
  if (!verb.details.empty()) out += plain(verb.details) + "\n";
  for (const Option& option : all_options())
    if (!option.everywhere && takes(verb, option)) out += of_option(option);
  return out + ".PP\n.nf\n" + plain(verb.examples) + "\n.fi\n";
}

std::string options_of_all() {
  std::string out;
  for (const Option& option : all_options())
    if (option.everywhere) out += of_option(option);
  return out;
}

std::string verbs_in_order() {
  std::string out;
  for (const Verb& verb : all_verbs())
    if (!verb.hidden) out += of_verb(verb);
  return out;
}

constexpr std::string_view description =
    "It asks a running\n.BR rotad (8)\nwhat it knows, and tells it what an operator wants, over the control "
    "socket.\n"
    "A pool is written \\fIPOOL\\fR, or \\fIZONE\\fR:\\fIPOOL\\fR where several zones have one of that "
    "name;\n"
    "a member \\fIPOOL\\fR/\\fIMEMBER\\fR.\n";

constexpr std::string_view exit_status =
    ".TP\n.B 0\nok\n.TP\n.B 1\nrefused or failed\n.TP\n.B 2\nwrong usage\n.TP\n.B 3\nno daemon\n";

constexpr std::string_view environment =
    "Options win over these.\n"
    ".TP\n.B ROTACTL_SOCKET\nas \\fB\\-\\-socket\\fR.\n"
    ".TP\n.B ROTACTL_HTTP\nas \\fB\\-\\-http\\fR.\n"
    ".TP\n.B ROTACTL_TOKEN_FILE\nas \\fB\\-\\-token\\-file\\fR, where HTTP is used.\n"
    ".TP\n.B ROTA_CONFIG\nas \\fB\\-\\-config\\fR.\n"
    ".TP\n.B NO_COLOR\nno colours, also on a terminal.\n";

}  // namespace

std::string manual(std::string_view version) {
  return ".TH ROTACTL 8 \"\" \"rota " + std::string(version) + "\" \"rota\"\n" +
         section("NAME", "rotactl \\- the operator's command of rota\n") +
         section("SYNOPSIS", ".B rotactl\n.RI [ OPTION ...]\n.I VERB\n.RI [ WORD ...]\n") +
         section("DESCRIPTION", description) + section("VERBS", verbs_in_order()) +
         section("OPTIONS OF EVERY VERB", options_of_all()) + section("EXIT STATUS", exit_status) +
         section("ENVIRONMENT", environment) + section("SEE ALSO", ".BR rotad (8),\n.BR rota.toml (5)\n");
}

Expected<void> print_manual(const Session& session) {
  session.screen.line(manual(ROTA_VERSION));
  return {};
}

}  // namespace rota::rotactl
