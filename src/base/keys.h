// Binds rows to what they are read into:
//
//   constexpr Key<ServerConfig> keys[] = {
//       {{.key = "workers", .type = ValueType::integer, ...}, into<&ServerConfig::workers>},
//       {{.key = "log", .words = names_of<levels>, ...}, choose<levels, &ServerConfig::log>},
//       {{.key = "listen", ...}, read_listen}};          // whatever needs more than its type
//   constexpr auto rows = rows_of<keys>;                 // for the Group
//   read_keys(settings, keys, server);
//
// A key that is absent or wrong leaves its value as it was.
#pragma once

#include <array>
#include <chrono>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/row.h"
#include "base/settings.h"
#include "base/word.h"

namespace rota {

template <class T>
struct Key {
  Row row;
  void (*read)(Settings& settings, const Row& row, T& out);
};

template <class T, std::size_t n>
void read_keys(Settings& settings, const Key<T> (&keys)[n], T& out) {
  for (const Key<T>& key : keys) key.read(settings, key.row, out);
}

// Calls `read` with the table that `row` is, if it was written; a key in it without a row
// is a mistake.
template <class Read>
void read_within(Settings& owner, const Row& row, Read read) {
  const Table* table = owner.table(row);
  if (table == nullptr) return;
  Settings settings(*table, owner.where(row.key), owner.mistakes());
  read(settings);
  settings.finish(*row.group);
}

template <class T, std::size_t n>
void read_table(Settings& owner, const Row& row, const Key<T> (&keys)[n], T& out) {
  read_within(owner, row, [&](Settings& settings) { read_keys(settings, keys, out); });
}

namespace detail {

template <class T, std::size_t n>
constexpr std::size_t size_of(const Key<T> (&/*keys*/)[n]) {
  return n;
}

template <class T, class Member>
T owner_of(Member T::*);  // never called: its type is what is asked for
template <auto member>
using Owner = decltype(owner_of(member));

}  // namespace detail

// The rows of one or more arrays of keys, in this order.
template <const auto&... keys>
inline constexpr auto rows_of = [] {
  std::array<Row, (detail::size_of(keys) + ...)> out{};
  auto next = out.begin();
  const auto add = [&next](const auto& some) {
    for (const auto& key : some) *next++ = key.row;
  };
  (add(keys), ...);
  return out;
}();

template <const auto& words>
inline constexpr auto names_of = [] {
  std::array<std::string_view, std::size(words)> out{};
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = words[i].text;
  return out;
}();

// The value by the type of what it goes into.
inline std::optional<bool> read_as(Settings& settings, const Row& row, const bool&) {
  return settings.boolean(row);
}
inline std::optional<double> read_as(Settings& settings, const Row& row, const double&) {
  return settings.real(row);
}
inline std::optional<std::string> read_as(Settings& settings, const Row& row, const std::string&) {
  return settings.text(row);
}
inline std::optional<Secret> read_as(Settings& settings, const Row& row, const Secret&) {
  return settings.secret(row);
}
inline std::optional<std::chrono::milliseconds> read_as(Settings& settings, const Row& row,
                                                        const std::chrono::milliseconds&) {
  return settings.duration(row);
}
inline std::optional<std::vector<std::string>> read_as(Settings& settings, const Row& row,
                                                       const std::vector<std::string>&) {
  return settings.texts(row);
}
template <std::integral T>
std::optional<T> read_as(Settings& settings, const Row& row, const T&) {
  const auto number = settings.integer(row);
  return number ? std::optional(static_cast<T>(*number)) : std::nullopt;
}
template <class T>
std::optional<T> read_as(Settings& settings, const Row& row, const std::optional<T>&) {
  return read_as(settings, row, T{});
}

// A member, or a member of a member.
template <auto first, auto... rest>
auto& member_of(auto& out) {
  if constexpr (sizeof...(rest) == 0)
    return out.*first;
  else
    return member_of<rest...>(out.*first);
}

// As in into<&Config::server, &ServerConfig::user>.
template <auto first, auto... rest>
void into(Settings& settings, const Row& row, detail::Owner<first>& out) {
  auto& member = member_of<first, rest...>(out);
  if (auto value = read_as(settings, row, member)) member = std::move(*value);
}

// Into a member, by the word that was written.
template <const auto& words, auto first, auto... rest>
void choose(Settings& settings, const Row& row, detail::Owner<first>& out) {
  if (const auto chosen = settings.word(row)) member_of<first, rest...>(out) = words[*chosen].meaning;
}

}  // namespace rota
