#include "rotactl/help.h"

#include <algorithm>
#include <cctype>

#include "rotactl/text.h"

namespace rota::rotactl {

namespace {

constexpr std::size_t terminal = 79;  // columns, so that no line touches the edge
constexpr std::size_t left_column = 28;

// In lines that fit a terminal; all but the first begin with `indent` spaces, and the first
// stands behind `used` columns.
std::string wrapped(std::string_view text, std::size_t indent, std::size_t used) {
  std::string out;
  bool begins_line = true;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty()) continue;
    if (!begins_line && used + 1 + width(word) > terminal) {
      out += "\n" + std::string(indent, ' ');
      used = indent;
    } else if (!begins_line) {
      out += ' ';
      ++used;
    }
    begins_line = false;
    out += word;
    used += width(word);
  }
  return out;
}

std::string paragraphs(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find("\n\n"), text.size());
    out += (out.empty() ? "" : "\n") + wrapped(text.substr(0, end), 0, 0) + "\n";
    text.remove_prefix(std::min(end + 2, text.size()));
  }
  return out;
}

std::string row(const std::string& left, std::string_view right) {
  constexpr std::size_t indent = left_column + 2;
  std::string out = "  " + left;
  out += left.size() < left_column ? std::string(indent - out.size(), ' ') : "\n" + std::string(indent, ' ');
  return out + wrapped(right, indent, indent) + "\n";
}

std::string row(const Verb& verb) {
  return row(std::string(verb.name) + (verb.words.empty() ? "" : " ") + std::string(verb.words),
             verb.summary);
}

std::string written(const Option& option) {
  std::string out = option.brief.empty() ? "    " : std::string(option.brief) + ", ";
  out += option.name;
  if (!option.value.empty()) (out += " ") += option.value;
  return out;
}

std::string rows_of_options(const Verb* verb) {
  std::string out;
  for (const Option& option : all_options())
    if (verb == nullptr ? option.everywhere : takes(*verb, option) && !option.everywhere)
      out += row(written(option), option.help);
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
  std::string out = "usage: rotactl [OPTION...] VERB [WORD...]\n\nShows and controls a running rotad.\n\n";
  for (const Verb& verb : all_verbs())
    if (!verb.hidden) out += row(verb);
  out += "\nOptions of every verb:\n" + rows_of_options(nullptr) + "\n";
  return out + paragraphs(
                   "A pool is named POOL, or ZONE:POOL if two zones have a pool of the same name. A member "
                   "is named "
                   "POOL/MEMBER. `rotactl VERB --help` explains a verb, with examples.\n\n"
                   "Exit codes: 0 ok, 1 refused or failed, 2 wrong usage, 3 no daemon.");
}

std::string usage_of(const Verb& verb) {
  std::string out = "usage: rotactl " + std::string(verb.name);
  if (!verb.words.empty()) out += " " + std::string(verb.words);
  for (const Option& option : all_options()) {
    if (option.everywhere || !takes(verb, option)) continue;
    out += " [" + std::string(option.name);
    if (!option.value.empty()) out += "=" + std::string(option.value);
    out += "]";
  }
  return wrapped(out, 8, 0) + "\n";
}

std::string help_of(const Verb& verb) {
  std::string summary(verb.summary);
  summary.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(summary.front())));
  std::string out = usage_of(verb) + "\n" + wrapped(summary, 0, 0) + ".\n";
  if (!verb.details.empty()) out += "\n" + paragraphs(verb.details);
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
