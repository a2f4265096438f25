// What is said of a word that is not among those that are allowed: what is allowed, and which
// of them was meant. Lists are given while they are short enough to be read.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace rota {

using WordList = std::span<const std::string_view>;

constexpr std::size_t most_listed_words = 11;
constexpr std::size_t most_suggested = 1000;  // every known word is compared: a long list takes its time

std::string quoted_list(WordList words);  // "udp", "tcp"

// `; did you mean "weight"?` when one of the words is close to what was written, or is what
// rota calls it; else "". Of a word of another program: base/foreign_words.h.
std::string suggestion(std::string_view written, WordList known);

// `unknown policy "wieghted"; did you mean "weighted"?`, or without such a word all that is
// known: `unknown policy "x"; expected one of "failover", ...`.
// `where` follows the word: " in [server]".
std::string unknown_word(std::string_view what, std::string_view written, WordList known,
                         std::string_view where = {});

// `"kind" must be one of "udp", "tcp", not "upd"; did you mean "udp"?`
std::string must_be_one_of(std::string_view key, WordList words, std::string_view written);
std::string must_be_one_of(std::string_view key, WordList words);  // where what was written is secret

}  // namespace rota
