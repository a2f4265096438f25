#include "rotactl/arguments.h"

#include <algorithm>
#include <vector>

#include "base/choices.h"
#include "base/settings.h"

namespace rota::rotactl {

namespace {

Error unknown_option(std::string_view name) {
  std::vector<std::string_view> known;
  for (const Option& option : all_options()) known.push_back(option.name);
  return Error{"unknown option '" + std::string(name) + "'" + suggestion(name, known)};
}

// Takes the option at words[i], and the next word when that is its value.
Result<void> take_option(std::span<const std::string> words, std::size_t& i, Invocation& out) {
  const std::string_view word = words[i];
  const std::size_t equals = word.starts_with("--") ? word.find('=') : std::string_view::npos;
  const std::string_view name = word.substr(0, equals);
  const Option* option = find_option(name);
  if (option == nullptr) return unknown_option(name);
  std::string value;
  if (equals != std::string_view::npos) {
    if (option->value.empty()) return Error{"'" + std::string(name) + "' takes no value"};
    value = word.substr(equals + 1);
  } else if (!option->value.empty()) {
    if (++i == words.size())
      return Error{"'" + std::string(name) + "' needs a " + std::string(option->value)};
    value = words[i];
  }
  if (!option->value.empty() && value.empty()) return Error{"'" + std::string(name) + "' is empty"};
  out.options[option->name] = std::move(value);
  return {};
}

std::string listed(const std::vector<std::string_view>& words) {
  std::string out;
  for (const std::string_view word : words) out += (out.empty() ? "" : ", ") + std::string(word);
  return out;
}

// No verb has the name; what could have been meant?
Error unknown_verb(const std::vector<std::string>& words) {
  std::vector<std::string_view> firsts;
  std::vector<std::string_view> seconds;  // of the verbs that begin with the first word
  for (const Verb& verb : all_verbs()) {
    if (verb.hidden) continue;
    const std::size_t space = verb.name.find(' ');
    const std::string_view first = verb.name.substr(0, space);
    if (std::ranges::find(firsts, first) == firsts.end()) firsts.push_back(first);
    if (space == std::string_view::npos) continue;
    const std::string_view second = verb.name.substr(space + 1);
    if (first == words[0]) seconds.push_back(second);
    if (second == words[0])
      return Error{"unknown verb '" + words[0] + "'; did you mean \"" + std::string(verb.name) + "\"?"};
  }
  if (seconds.empty()) return Error{"unknown verb '" + words[0] + "'" + suggestion(words[0], firsts)};
  if (words.size() == 1) return Error{"'" + words[0] + "' needs one of: " + listed(seconds)};
  const std::string meant = suggestion(words[1], seconds);
  return Error{"unknown verb '" + words[0] + " " + words[1] + "'" +
               (meant.empty() ? ": it is one of " + listed(seconds) : meant)};
}

// Moves the verb's own words out of `words`.
const Verb* take_verb(std::vector<std::string>& words) {
  std::size_t size = 2;
  const Verb* verb = words.size() < 2 ? nullptr : find_verb(words[0] + " " + words[1]);
  if (verb == nullptr) {
    size = 1;
    verb = words.empty() ? nullptr : find_short(words[0]);
  }
  if (verb != nullptr) words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(size));
  return verb;
}

Result<void> check_output(const Invocation& asked) {
  if (!asked.has("--output")) return {};
  const std::string format = asked.value("--output");
  if (std::ranges::find(output_formats, format) == std::end(output_formats))
    return Error{must_be_one_of("--output", output_formats, format)};
  if (format == "name" && !asked.verb->name.ends_with(" list"))
    return Error{"'--output name' is for lists, not for '" + std::string(asked.verb->name) + "'"};
  return {};
}

Result<void> check_fit(const Invocation& asked) {
  const Verb& verb = *asked.verb;
  const std::string name(verb.name);
  for (const auto& [option, value] : asked.options)
    if (!takes(verb, *find_option(option)))
      return Error{"'" + std::string(option) + "' does not go with '" + name + "'"};
  if (asked.words.size() < verb.least) return Error{"'" + name + "' needs " + std::string(verb.words)};
  if (asked.words.size() > verb.most)
    return Error{"'" + asked.words[verb.most] + "' is too much for '" + name + "'"};
  for (const char* option : {"--for", "--timeout"}) {
    const std::string value = asked.value(option);
    if (!value.empty() && !parse_duration(value))
      return Error{"'" + std::string(option) + "' must be a duration such as 90s, 15m, 2h or 7d, not '" +
                   value + "'"};
  }
  if (asked.has("--timeout") && !asked.has("--wait")) return Error{"'--timeout' is for '--wait'"};
  return check_output(asked);
}

}  // namespace

Result<Invocation> parse_arguments(std::span<const std::string> words) {
  Invocation out;
  std::vector<std::string> plain;
  bool only_words = !words.empty() && words[0] == "__complete";  // its words are somebody else's command line
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!only_words && words[i] == "--") {
      only_words = true;
    } else if (only_words || words[i].size() < 2 || words[i][0] != '-') {
      plain.push_back(words[i]);
    } else if (const auto taken = take_option(words, i, out); !taken) {
      return taken.error();
    }
  }
  const bool informs = out.has("--help") || out.has("--version");
  out.words = plain;
  out.verb = take_verb(out.words);
  if (informs) return out;  // whatever else is wrong: it is explained
  if (plain.empty()) return Error{"no verb"};
  if (out.verb == nullptr) return unknown_verb(plain);
  if (const auto fits = check_fit(out); !fits) return fits.error();
  return out;
}

Invocation parse_options(std::span<const std::string> words) {
  Invocation out;
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i].size() > 1 && words[i][0] == '-' && !take_option(words, i, out)) continue;
  return out;
}

}  // namespace rota::rotactl
