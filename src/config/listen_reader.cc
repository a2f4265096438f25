#include "config/listen_reader.h"

#include <optional>
#include <utility>

#include "base/keys.h"
#include "config/words.h"

namespace rota::config {

namespace {

std::optional<Endpoint> read_endpoint(const std::string& text, const Position& at, Mistakes& mistakes) {
  auto out = parse_endpoint(text);
  if (!out)
    mistakes.error(at,
                   "\"" + text + "\" must be an address and a port, such as \"0.0.0.0:53\" or \"[::]:53\"");
  return out;
}

constexpr Row address_row{.key = "address",
                          .type = ValueType::endpoint,
                          .need = Need::required,
                          .example = R"("192.0.2.53:53")",
                          .meaning = "Address and port."};
constexpr Row kind_row{.key = "kind",
                       .example = R"("tcp")",
                       .meaning = "Transport, which may have keys of its own. By default UDP and TCP."};
constexpr Row listen_rows[] = {address_row, kind_row};

void read_table(const Value& value, std::vector<ListenConfig>& out, Mistakes& mistakes) {
  Settings settings(*value.table(), value.at, mistakes);
  const auto address = settings.text(address_row);
  if (!settings.has("address"))
    settings.error("address", "[[listen]] needs an \"address\", such as \"0.0.0.0:53\"");
  const auto kind = settings.text(kind_row);
  if (!address) return;
  const Position at = settings.where("address");
  if (const auto endpoint = read_endpoint(*address, at, mistakes))
    out.push_back({*endpoint, kind, without(*value.table(), listen_group), at, settings.where("kind")});
}

void read_one(const Value& value, std::vector<ListenConfig>& out, Mistakes& mistakes) {
  if (value.table() != nullptr) return read_table(value, out, mistakes);
  const std::string* text = value.text();
  if (text == nullptr)
    return mistakes.error(value.at,
                          "\"listen\" must be an address and a port, a table or an array of them, not " +
                              std::string(value.kind()));
  if (const auto endpoint = read_endpoint(*text, value.at, mistakes))
    out.push_back({.endpoint = *endpoint, .at = value.at, .kind_at = value.at});
}

std::string text_of(const Value& value);

std::string text_of(const Array& array) {
  std::string out;
  for (const Value& item : array) out += (out.empty() ? "" : ", ") + text_of(item);
  return "[" + out + "]";
}

std::string text_of(const Table& table) {
  std::string out;
  for (const Entry& entry : table) out += (out.empty() ? "" : ", ") + entry.key + "=" + text_of(entry.value);
  return "{" + out + "}";
}

std::string text_of(const Value& value) {
  if (value.text() != nullptr) return '"' + *value.text() + '"';
  if (value.boolean() != nullptr) return *value.boolean() ? "true" : "false";
  if (value.integer() != nullptr) return std::to_string(*value.integer());
  if (value.real() != nullptr) return std::to_string(*value.real());
  if (value.array() != nullptr) return text_of(*value.array());
  return value.table() != nullptr ? text_of(*value.table()) : std::string(value.kind());
}

}  // namespace

const Group listen_group{.name = "listen",
                         .heading = "`[[listen]]`",
                         .meaning = "Where the server listens, and by which transport.",
                         .rows = listen_rows};

void read_listen(Settings& settings, const Row& row, ServerConfig& server) {
  const Value* value = settings.value(row);
  if (value == nullptr) return;
  server.listen.clear();
  if (value->array() == nullptr) return read_one(*value, server.listen, settings.mistakes());
  for (const Value& item : *value->array()) read_one(item, server.listen, settings.mistakes());
  if (value->array()->empty()) settings.mistakes().error(value->at, "\"listen\" is empty");
}

std::string listen_text(const ListenConfig& listen) {
  std::string out = listen.endpoint.text();
  if (listen.kind) out += " " + *listen.kind;
  for (const Entry& option : listen.options) out += " " + option.key + "=" + text_of(option.value);
  return out;
}

std::vector<std::string> listen_texts(const std::vector<ListenConfig>& listen) {
  std::vector<std::string> out;
  out.reserve(listen.size());
  for (const ListenConfig& each : listen) out.push_back(listen_text(each));
  return out;
}

}  // namespace rota::config
