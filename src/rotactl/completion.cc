#include "rotactl/completion.h"

#include <algorithm>

#include "rotactl/pools.h"
#include "rotactl/shells.h"

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
    case Kind::shell: return {std::begin(shells), std::end(shells)};
    case Kind::format: return {std::begin(output_formats), std::end(output_formats)};
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
  return two != nullptr ? two : find_short(plain[0]);
}

std::vector<std::string> candidates(const Before& before, const std::string& begun, const Client& client) {
  if (before.open != nullptr) return of_kind(before.open->kind, begun, client);
  const Verb* verb = verb_of(before.plain);
  if (begun.starts_with('-')) return options_of(verb);
  if (verb == nullptr) return next_words(before.plain);
  const std::size_t own =
      before.plain.size() > 1 && verb->name == before.plain[0] + " " + before.plain[1] ? 2 : 1;
  if (verb->kind == Kind::verb) return next_words({before.plain.begin() + 1, before.plain.end()});
  const bool takes_more = before.plain.size() - own < verb->most;
  return takes_more ? of_kind(verb->kind, begun, client) : std::vector<std::string>();
}

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

}  // namespace rota::rotactl
