#include "rotactl/help.h"

#include <algorithm>

namespace rota::rotactl {

namespace {

std::string row(const std::string& left, std::string_view right, std::size_t wide) {
  const std::size_t room = left.size() < wide ? wide - left.size() : 1;
  return "  " + left + std::string(room, ' ') + std::string(right) + "\n";
}

std::string row(const Verb& verb) {
  constexpr std::size_t wide = 30;
  return row(std::string(verb.name) + (verb.words.empty() ? "" : " ") + std::string(verb.words), verb.summary,
             wide);
}

std::string written(const Option& option) {
  std::string out = option.brief.empty() ? "    " : std::string(option.brief) + ", ";
  out += option.name;
  if (!option.value.empty()) (out += " ") += option.value;
  return out;
}

std::string rows_of_options(const Verb* verb) {
  constexpr std::size_t wide = 30;
  std::string out;
  for (const Option& option : all_options())
    if (verb == nullptr ? option.everywhere : takes(*verb, option) && !option.everywhere)
      out += row(written(option), option.help, wide);
  return out;
}

std::string indented(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out += "  " + std::string(text.substr(0, end)) + "\n";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace

std::string overview() {
  std::string out =
      "rotactl: the operator's command of rota\n\nusage: rotactl [OPTION...] VERB [WORD...]\n\n";
  for (const Verb& verb : all_verbs())
    if (!verb.hidden) out += row(verb);
  out += "\nWith every verb:\n" + rows_of_options(nullptr);
  return out +
         "\nA pool is written POOL, or ZONE:POOL where several zones have one of that name; a member\n"
         "POOL/MEMBER. `rotactl VERB --help` explains a verb, with examples.\n"
         "Exit codes: 0 ok, 1 refused or failed, 2 wrong usage, 3 no daemon.\n";
}

std::string usage_of(const Verb& verb) {
  std::string out = "usage: rotactl " + std::string(verb.name);
  if (!verb.words.empty()) out += " " + std::string(verb.words);
  for (const Option& option : all_options()) {
    if (option.everywhere || !takes(verb, option)) continue;
    out += " [" + std::string(option.name);
    if (!option.value.empty()) out += " " + std::string(option.value);
    out += "]";
  }
  return out + "\n";
}

std::string help_of(const Verb& verb) {
  std::string out = usage_of(verb) + "\n" + std::string(verb.summary) + "\n";
  if (!verb.details.empty()) out += "\n" + std::string(verb.details) + "\n";
  const std::string options = rows_of_options(&verb);
  if (!options.empty()) out += "\nOptions:\n" + options;
  return out + "\nExamples:\n" + indented(verb.examples);
}

std::string help_of_group(std::string_view word) {
  std::string out;
  for (const Verb& verb : all_verbs())
    if (verb.name.starts_with(std::string(word) + " ")) out += row(verb);
  return out.empty() ? "" : "usage: rotactl VERB [WORD...]\n\n" + out;
}

Expected<void> print_help(const Session& session) {
  std::string name;
  for (const std::string& word : session.asked.words) name += (name.empty() ? "" : " ") + word;
  if (name.empty()) {
    session.screen.line(overview());
    return {};
  }
  const Verb* verb = find_verb(name);
  const std::string text = verb != nullptr ? help_of(*verb) : help_of_group(name);
  if (text.empty()) return misused("unknown verb '" + name + "'");
  session.screen.line(text);
  return {};
}

}  // namespace rota::rotactl
