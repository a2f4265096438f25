#include <algorithm>
#include <string>
#include <vector>

#include "base/json.h"
#include "config/check_reader.h"
#include "config/listen_reader.h"
#include "config/load.h"
#include "config/reference.h"
#include "config/toml_reader.h"

namespace rota::config {

namespace {

namespace json = boost::json;

json::value json_of(const Value& value) {
  if (value.boolean() != nullptr) return *value.boolean();
  if (value.integer() != nullptr) return *value.integer();
  if (value.real() != nullptr) return *value.real();
  if (value.text() != nullptr) return json::value(*value.text());
  if (value.array() != nullptr) {
    json::array out;
    for (const Value& item : *value.array()) out.push_back(json_of(item));
    return out;
  }
  json::object out;
  if (value.table() != nullptr)
    for (const Entry& entry : *value.table()) out[entry.key] = json_of(entry.value);
  return out;
}

// Of a value in TOML; a row that is no TOML is found by the tests.
json::value json_of(std::string_view toml) {
  Mistakes ignored;
  const TomlFile file = parse_toml("x = " + std::string(toml), "row", ignored);
  return file.table && !file.table->empty() ? json_of(file.table->front().value) : json::value();
}

json::object plain_schema(const Row& row) {
  switch (row.type) {
    case ValueType::boolean: return {{"type", "boolean"}};
    case ValueType::integer:
      return {{"type", "integer"},
              {"minimum", static_cast<std::int64_t>(row.range.least)},
              {"maximum", static_cast<std::int64_t>(row.range.most)}};
    case ValueType::number:
      return {{"type", "number"}, {"minimum", row.range.least}, {"maximum", row.range.most}};
    case ValueType::duration: return {{"type", "string"}, {"pattern", "^[0-9]+(ms|s|m|h|d)$"}};
    case ValueType::statuses: return {{"type", json::array{"string", "integer"}}};
    default: return {{"type", "string"}};
  }
}

json::object reference_to(const Group& group) { return {{"$ref", "#/$defs/" + std::string(group.name)}}; }
json::object array_of(const json::object& each) { return {{"type", "array"}, {"items", each}}; }
json::object map_of(const json::object& each) { return {{"type", "object"}, {"additionalProperties", each}}; }
json::object either(const json::object& one, const json::object& other) {
  return {{"anyOf", json::array{one, other}}};
}

json::object needs(std::string_view key) { return {{"required", json::array{json::string(key)}}}; }

json::object in_number(Many many, const json::object& one) {
  switch (many) {
    case Many::one: break;
    case Many::list: return either(one, array_of(one));
    case Many::array: return array_of(one);
    case Many::map: return map_of(one);
    case Many::lists: return map_of(either(one, array_of(one)));
  }
  return one;
}

class SchemaWriter {
 public:
  explicit SchemaWriter(const Kinds& kinds) : kinds_(kinds) {}

  std::string write() {
    json::object out{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                     {"title", "rota.toml"},
                     {"description", "Configuration of rotad: the main file, or the file of one zone."}};
    const json::object main = table(main_group);
    out.insert(main.begin(), main.end());
    // A main file names zones or holds one; the file of a zone is always one.
    out.erase("required");
    out["anyOf"] = json::array{needs("zones"), needs("zone")};
    out["$defs"] = defs_;
    return json::serialize(out) + "\n";
  }

 private:
  json::object table(const Group& group) {
    json::object keys;
    json::array required;
    for (const Row* row : all_rows(group)) {
      keys[row->key] = key(*row, group);
      if (row->need == Need::required) required.push_back(json::string(row->key));
    }
    json::object out{{"type", "object"}, {"properties", keys}, {"additionalProperties", false}};
    if (!required.empty()) out["required"] = required;
    return out;
  }

  json::object key(const Row& row, const Group& owner) {
    json::object one = plain_schema(row);
    if (const auto words = words_of(row, owner, kinds_); !words.empty())
      one = {{"enum", json::array(words.begin(), words.end())}};
    if (row.group != nullptr) {
      define(*row.group);
      one = row.type == ValueType::table ? reference_to(*row.group) : either(one, reference_to(*row.group));
    }
    json::object out = in_number(row.many, one);
    out["description"] = meaning_of(row);
    if (!row.fallback.empty()) out["default"] = json_of(row.fallback);
    if (!row.example.empty()) out["examples"] = json::array{json_of(row.example)};
    return out;
  }

  void define(const Group& group) {
    if (defs_.contains(group.name)) return;
    defs_[group.name] = nullptr;  // what it refers to may refer to it
    defs_[group.name] = &group == &check_group    ? any_check()
                        : &group == &listen_group ? any_listen()
                                                  : table(group);
  }

  // Each kind has keys of its own, so each is a table of its own.
  json::object any_check() {
    json::array out;
    for (const Group* kind : kinds_.checks) {
      json::object one = table(*kind);
      one["properties"].as_object()["type"].as_object()["enum"] = json::array{json::string(kind->name)};
      one["title"] = kind->heading;
      out.push_back(one);
    }
    return {{"oneOf", out}};
  }

  // The same; without a kind it has none.
  json::object any_listen() {
    json::object plain = table(listen_group);
    plain["properties"].as_object().erase("kind");
    json::array out{plain};
    for (const KindOfListener& kind : kinds_.listeners) {
      json::object one = table(
          kind.options != nullptr ? Group{.rows = kind.options->rows, .also = &listen_group} : listen_group);
      one["properties"].as_object()["kind"].as_object()["enum"] = json::array{json::string(kind.name)};
      one["required"].as_array().push_back("kind");
      out.push_back(one);
    }
    return {{"oneOf", out}};
  }

  const Kinds& kinds_;
  json::object defs_;
};

}  // namespace

std::string reference_schema(const Kinds& kinds) { return SchemaWriter(kinds).write(); }

}  // namespace rota::config
