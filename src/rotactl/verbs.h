// The verb table: one row a verb (verbs.def), one row an option. It drives parsing, help
// and completion; to add a verb, add its row and a file with the function that does it.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rotactl/client.h"
#include "rotactl/expected.h"
#include "rotactl/screen.h"

namespace rota::rotactl {

struct Verb;

// A command line that makes sense.
struct Invocation {
  const Verb* verb = nullptr;
  std::vector<std::string> words;                   // after the verb
  std::map<std::string_view, std::string> options;  // by the name of their row

  bool has(std::string_view option) const { return options.contains(option); }
  std::string value(std::string_view option) const;  // "" when not given
};

struct Session {
  const Client& client;
  const Screen& screen;
  const Invocation& asked;
  bool json = false;  // the API's document instead of words for people
  bool yaml = false;  // and that as YAML
};

// What a word or a value is, for completion.
enum class Kind { nothing, file, pool, member, zone, shell, verb, format, text };

struct Option {
  std::string_view name;   // "--for"
  std::string_view brief;  // "-s"; "" for none
  std::string_view value;  // "DURATION"; "" when it takes none
  std::string_view help;
  Kind kind = Kind::nothing;
  bool everywhere = false;  // goes with every verb
};

struct Verb {
  std::string_view name;  // "member drain"
  Expected<void> (*run)(const Session&);
  std::string_view words;    // "POOL/MEMBER"
  std::size_t least, most;   // of them
  std::string_view options;  // names with a space between; those that go everywhere are not listed
  std::string_view summary;  // one line
  std::string_view details;  // paragraphs
  std::string_view examples;
  Kind kind = Kind::nothing;  // of the words
  bool hidden = false;        // not for people
};

inline constexpr std::string_view output_formats[] = {"json", "yaml", "wide", "name"};

std::span<const Verb> all_verbs();
std::span<const Option> all_options();

const Verb* find_verb(std::string_view name);
const Verb* find_short(std::string_view word);     // a verb of one word; "drain" is "member drain"
const Option* find_option(std::string_view name);  // by name or brief
bool takes(const Verb& verb, const Option& option);

// What the verbs do, in the files of verbs/. Each prints what it found; a Failure
// without text has been told already.
#define VERB(NAME, RUN, ...) Expected<void> RUN(const Session& session);
#include "rotactl/verbs.def"
#undef VERB

}  // namespace rota::rotactl
