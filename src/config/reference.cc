#include "config/reference.h"

#include <charconv>

#include "config/check_reader.h"
#include "config/listen_reader.h"
#include "config/pool_reader.h"

namespace rota::config {

namespace {

std::string text_of(double number) {
  char out[32];
  return {out, std::to_chars(out, out + sizeof out, number, std::chars_format::fixed).ptr};
}

std::string range_of(const Row& row) {
  return " from " + text_of(row.range.least) + " to " + text_of(row.range.most);
}

std::string joined(std::span<const std::string_view> words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i)
    out += (i == 0 ? "\"" : i + 1 == words.size() ? " or \"" : ", \"") + std::string(words[i]) + "\"";
  return out;
}

std::string plain_text(const Row& row) {
  switch (row.type) {
    case ValueType::boolean: return "true or false";
    case ValueType::integer: return "integer" + range_of(row);
    case ValueType::number: return "number" + range_of(row);
    case ValueType::duration:
      return row.range.least < 1 ? "duration" : "duration of " + text_of(row.range.least) + "ms or more";
    case ValueType::path: return "path";
    case ValueType::name: return "name";
    case ValueType::address: return "IP address";
    case ValueType::endpoint: return "address and port";
    case ValueType::network: return "network";
    case ValueType::secret: return "secret text";
    case ValueType::statuses: return "statuses";
    case ValueType::table: return "table";
    case ValueType::text: break;
  }
  return "text";
}

}  // namespace

std::vector<std::string_view> words_of(const Row& row, const Group& owner, const Kinds& kinds) {
  if (&owner == &pool_group && row.key == "policy") return {kinds.policies.begin(), kinds.policies.end()};
  std::vector<std::string_view> out(row.words.begin(), row.words.end());
  if (&owner == &check_group && row.key == "type")
    for (const Group* kind : kinds.checks) out.push_back(kind->name);
  if (&owner == &listen_group && row.key == "kind")
    for (const KindOfListener& kind : kinds.listeners) out.push_back(kind.name);
  return out;
}

std::vector<const Group*> groups_of_kinds(const Group& group, const Kinds& kinds) {
  std::vector<const Group*> out;
  if (&group == &check_group) out.assign(kinds.checks.begin(), kinds.checks.end());
  if (&group == &listen_group)
    for (const KindOfListener& kind : kinds.listeners)
      if (kind.options != nullptr) out.push_back(kind.options);
  return out;
}

std::string accepted(const Row& row, std::span<const std::string_view> words) {
  std::string one = words.empty() ? plain_text(row) : joined(words);
  if (row.group != nullptr && row.type != ValueType::table) one += " or table";
  switch (row.many) {
    case Many::one: break;
    case Many::list: return one + ", or an array of these";
    case Many::array: return "array; of each: " + one;
    case Many::map: return "table of names; of each: " + one;
    case Many::lists: return "table of names; of each: " + one + ", or an array of these";
  }
  return one;
}

}  // namespace rota::config
