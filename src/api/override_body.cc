#include "api/override_body.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/choices.h"
#include "base/printable.h"

namespace rota::api {

namespace json = boost::json;

namespace {

Result<std::optional<std::string>> read_text(const json::object& body, std::string_view key) {
  const json::value* found = body.if_contains(key);
  if (found == nullptr || found->is_null()) return std::optional<std::string>();
  if (!found->is_string()) return Error{"'" + std::string(key) + "' must be a text"};
  return std::optional<std::string>(text_at(body, key));
}

Result<std::optional<std::int64_t>> read_weight(const json::object& body) {
  const json::value* found = body.if_contains("weight");
  if (found == nullptr || found->is_null()) return std::optional<std::int64_t>();
  const auto number = number_at<std::int64_t>(body, "weight");
  if (!number) return Error{"\"weight\" must be a whole number"};
  return number;
}

}  // namespace

Result<json::object> read_override_body(const json::value& body,
                                        std::initializer_list<std::string_view> others) {
  if (!body.is_object()) return Error{"the body must be an object, such as {\"admin\": \"drain\"}"};
  std::vector<std::string_view> known = {"admin", "weight", "for", "reason"};
  known.insert(known.end(), others);
  for (const auto& member : body.get_object()) {
    const std::string_view key = member.key();
    if (std::ranges::find(known, key) == known.end())
      return Error{"unknown key '" + printable(key, 100) + "'" + suggestion(key, known)};
  }
  return body.get_object();
}

Result<operate::OverrideRequest> override_request_of(const json::object& body) {
  auto admin = read_text(body, "admin");
  auto duration = read_text(body, "for");
  auto reason = read_text(body, "reason");
  const auto weight = read_weight(body);
  for (const auto* text : {&admin, &duration, &reason})
    if (!*text) return text->error();
  if (!weight) return weight.error();
  return operate::OverrideRequest{.admin = std::move(*admin),
                                  .weight = *weight,
                                  .duration = std::move(*duration),
                                  .reason = reason->value_or("")};
}

}  // namespace rota::api
