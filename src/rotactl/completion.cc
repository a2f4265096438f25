#include "rotactl/completion.h"

#include <algorithm>

#include "rotactl/pools.h"

namespace rota::rotactl {

namespace {

constexpr std::string_view ask_for_files = ":files";

// A shell waits: whoever does not answer at once is not asked for long.
json::value ask(const Client& client, const std::string& path) {
  Patience patience;
  patience.most = std::chrono::milliseconds(1000);
  const auto reply = client.request("GET", path, {}, patience);
  if (!reply || reply->status != 200) return {};
  const auto out = read_json(reply->body);
  return out ? *out : json::value();
}

std::vector<std::string> pools(const Client& client, std::string_view ending) {
  const json::value found = ask(client, std::string(api) + "/pools");
  const json::array& all = list(found, "pools");
  const PoolNames names(all);
  std::vector<std::string> out;
  for (const json::value& pool : all) out.push_back(names.of(pool) + std::string(ending));
  return out;
}

// First the pool, then its members.
std::vector<std::string> members(const Client& client, const std::string& begun) {
  const std::size_t slash = begun.rfind('/');
  if (slash == std::string::npos) return pools(client, "/");
  const std::string pool = begun.substr(0, slash);
  std::vector<std::string> out;
  const json::value found = ask(client, pool_path(pool));
  for (const json::value& member : list(found, "members")) out.push_back(pool + "/" + text(member, "name"));
  return out;
}

std::vector<std::string> zones(const Client& client) {
  std::vector<std::string> out;
  const json::value found = ask(client, std::string(api) + "/zones");
  for (const json::value& zone : list(found, "zones")) out.push_back(text(zone, "zone"));
  return out;
}

std::vector<std::string> of_kind(Kind kind, const std::string& begun, const Client& client) {
  switch (kind) {
    case Kind::file: return {std::string(ask_for_files)};
    case Kind::pool: return pools(client, "");
    case Kind::member: return members(client, begun);
    case Kind::zone: return zones(client);
    case Kind::shell: return {"bash", "zsh"};
    case Kind::nothing:
    case Kind::verb:
    case Kind::text: return {};
  }
  return {};
}

std::vector<std::string> options_of(const Verb* verb) {
  std::vector<std::string> out;
  for (const Option& option : all_options())
    if (verb == nullptr ? option.everywhere : takes(*verb, option)) out.emplace_back(option.name);
  return out;
}

// The next word of each verb that begins with these.
std::vector<std::string> next_words(const std::vector<std::string>& begun) {
  const std::string before = begun.empty() ? "" : begun[0] + " ";
  std::vector<std::string> out;
  for (const Verb& verb : all_verbs()) {
    if (verb.hidden || begun.size() > 1 || !verb.name.starts_with(before)) continue;
    const std::string_view rest = verb.name.substr(before.size());
    std::string word(rest.substr(0, rest.find(' ')));
    if (std::ranges::find(out, word) == out.end()) out.push_back(std::move(word));
  }
  return out;
}

// The words before the last one: which of them are plain, and whether the last is
// the value of an option.
struct Before {
  std::vector<std::string> plain;
  const Option* open = nullptr;
};

Before look_at(std::span<const std::string> words) {
  Before out;
  for (const std::string& word : words) {
    const Option* option = find_option(word);
    if (out.open != nullptr) {
      out.open = nullptr;
    } else if (option != nullptr) {
      out.open = option->value.empty() ? nullptr : option;
    } else if (word.empty() || word[0] != '-') {
      out.plain.push_back(word);
    }
  }
  return out;
}

const Verb* verb_of(const std::vector<std::string>& plain) {
  if (plain.empty()) return nullptr;
  const Verb* two = plain.size() > 1 ? find_verb(plain[0] + " " + plain[1]) : nullptr;
  return two != nullptr ? two : find_verb(plain[0]);
}

std::vector<std::string> candidates(const Before& before, const std::string& begun, const Client& client) {
  if (before.open != nullptr) return of_kind(before.open->kind, begun, client);
  const Verb* verb = verb_of(before.plain);
  if (begun.starts_with('-')) return options_of(verb);
  if (verb == nullptr) return next_words(before.plain);
  const auto own = static_cast<std::size_t>(std::ranges::count(verb->name, ' ')) + 1;
  if (verb->kind == Kind::verb) return next_words({before.plain.begin() + 1, before.plain.end()});
  return before.plain.size() == own ? of_kind(verb->kind, begun, client) : std::vector<std::string>();
}

constexpr std::string_view bash_script = R"(# bash completion of rotactl
_rotactl() {
  local words cword current line
  if declare -F _get_comp_words_by_ref >/dev/null; then
    _get_comp_words_by_ref -n : -w words -i cword
  else
    words=("${COMP_WORDS[@]}") cword=$COMP_CWORD
  fi
  current=${words[cword]}
  COMPREPLY=()
  while IFS= read -r line; do
    if [ "$line" = :files ]; then
      compopt -o default
    else
      case "$line" in "$current"*) COMPREPLY+=("$line") ;; esac
    fi
  done < <("${words[0]}" __complete "${words[@]:1:cword}" 2>/dev/null)
  if [ ${#COMPREPLY[@]} = 1 ] && [ "${COMPREPLY[0]: -1}" = / ]; then compopt -o nospace; fi
  if declare -F __ltrim_colon_completions >/dev/null; then __ltrim_colon_completions "$current"; fi
}
complete -F _rotactl rotactl)";

constexpr std::string_view zsh_script = R"(#compdef rotactl
_rotactl() {
  local -a found whole
  local word
  found=("${(@f)$("${words[1]}" __complete "${(@)words[2,CURRENT]}" 2>/dev/null)}")
  for word in "${found[@]}"; do
    case "$word" in
      '') ;;
      :files) _files ;;
      */) compadd -S '' -- "$word" ;;
      *) whole+=("$word") ;;
    esac
  done
  [ ${#whole} = 0 ] || compadd -- "${whole[@]}"
}
if [ "$funcstack[1]" = _rotactl ]; then _rotactl "$@"; else compdef _rotactl rotactl; fi)";

}  // namespace

std::vector<std::string> completions(std::span<const std::string> words, const Client& client) {
  if (words.empty()) return next_words({});
  const std::string& begun = words.back();
  auto out = candidates(look_at(words.first(words.size() - 1)), begun, client);
  std::erase_if(out,
                [&](const std::string& word) { return word != ask_for_files && !word.starts_with(begun); });
  return out;
}

Expected<void> complete(const Session& session) {
  for (const std::string& word : completions(session.asked.words, session.client)) session.screen.line(word);
  return {};
}

Expected<void> print_completion(const Session& session) {
  const std::string& shell = session.asked.words[0];
  if (shell != "bash" && shell != "zsh")
    return misused("there are scripts for bash and zsh, not for '" + shell + "'");
  session.screen.line(shell == "bash" ? bash_script : zsh_script);
  return {};
}

}  // namespace rota::rotactl
