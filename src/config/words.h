// The keys that every pool and every check has, whatever its kind. The rest of
// such a table belongs to the policy or check named in it; its owner can `know`
// these words, so that a typing mistake in one of them is suggested.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "base/settings.h"

namespace rota::config {

inline constexpr auto pool_words = std::to_array<std::string_view>(
    {"names", "policy", "answers", "ttl", "check", "all_down", "fallback", "canary", "brake", "members"});
inline constexpr auto check_words = std::to_array<std::string_view>(
    {"type", "interval", "fast_interval", "timeout", "jitter", "rise", "fall", "hold_down", "start"});

// The entries of `table` whose keys are none of `words`.
Table without(const Table& table, std::span<const std::string_view> words);

template <class T>
struct Word {
  std::string_view text;
  T meaning;
};

// The index of the word that was written; words.size() when absent or unknown.
std::size_t read_word(Settings& settings, std::string_view key, std::span<const std::string_view> words);

// Reads one of a few words, such as admin = "up" | "down" | "drain".
template <class T, std::size_t n>
T read_choice(Settings& settings, std::string_view key, const Word<T> (&choices)[n], T otherwise) {
  std::array<std::string_view, n> words;
  for (std::size_t i = 0; i < n; ++i) words[i] = choices[i].text;
  const std::size_t chosen = read_word(settings, key, words);
  return chosen < n ? choices[chosen].meaning : otherwise;
}

}  // namespace rota::config
