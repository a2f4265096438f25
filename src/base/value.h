// A tree of settings as written in a TOML file, each value and key with its
// position. It lets every room read its own settings without knowing toml++. What may
// hold a secret is sealed as soon as it is read: text() does not give it then, and who
// needs it asks Settings for it by its key.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/mistakes.h"
#include "base/secret.h"

namespace rota {

struct Value;
struct Entry;
using Array = std::vector<Value>;
using Table = std::vector<Entry>;  // in the order of the file

struct OtherKind {  // dates and times: rota has no use for them
  std::string name;
};

struct Value {
  Position at;
  std::variant<bool, std::int64_t, double, std::string, Array, Table, OtherKind, Secret> data;

  const bool* boolean() const { return std::get_if<bool>(&data); }
  const std::int64_t* integer() const { return std::get_if<std::int64_t>(&data); }
  const double* real() const { return std::get_if<double>(&data); }
  const std::string* text() const { return std::get_if<std::string>(&data); }
  const Secret* secret() const { return std::get_if<Secret>(&data); }
  const Array* array() const { return std::get_if<Array>(&data); }
  const Table* table() const { return std::get_if<Table>(&data); }
  std::string_view kind() const;  // "a string", "an integer", ... for messages
};

struct Entry {
  std::string key;
  Position key_at;
  Value value;
};

const Entry* find(const Table& table, std::string_view key);

// The same with every text in it, at any depth, a Secret; keys stay readable.
Table sealed(Table table);

}  // namespace rota
