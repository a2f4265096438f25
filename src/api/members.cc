// POST /api/v1/members/{ref}/{member} and GET /api/v1/overrides: the operator's word.
#include <algorithm>
#include <array>
#include <utility>

#include "api/handlers.h"
#include "api/shown.h"
#include "api/words.h"
#include "config/references.h"

namespace rota::api {

namespace json = boost::json;

namespace {

constexpr auto words = std::to_array<std::string_view>({"admin", "weight", "for", "reason"});

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
  if (!number) return Error{"'weight' must be a whole number"};
  return number;
}

// A request that was misread would be obeyed: what is not understood is refused.
Result<operate::OverrideRequest> read_override_request(const Call& call) {
  const auto body = parse_json(call.request.body);
  if (!body) return body.error();
  if (!body->is_object()) return Error{"the body must be an object, such as {\"admin\": \"drain\"}"};
  const json::object& object = body->get_object();
  for (const auto& member : object) {
    const std::string_view key = member.key();
    if (std::ranges::find(words, key) == words.end())
      return Error{"unknown key '" + printable(key, 100) + "'" + suggestion(key, words)};
  }
  auto admin = read_text(object, "admin");
  auto duration = read_text(object, "for");
  auto reason = read_text(object, "reason");
  const auto weight = read_weight(object);
  for (const auto* text : {&admin, &duration, &reason})
    if (!*text) return text->error();
  if (!weight) return weight.error();
  return operate::OverrideRequest{.pool = call.path.at("ref"),
                                  .member = call.path.at("member"),
                                  .admin = std::move(*admin),
                                  .weight = *weight,
                                  .duration = std::move(*duration),
                                  .reason = reason->value_or(""),
                                  .who = call.request.who};
}

int status_of(operate::Operations::Refused::Why why) {
  using enum operate::Operations::Refused::Why;
  switch (why) {
    case not_yet: return 503;
    case unknown: return 404;
    case mistaken: break;
  }
  return 400;
}

// The member that something was said of, as it is in the answers now.
json::object said_json(const operate::Operations::Said& said) {
  const auto leaf = said.pool ? find_member(*said.pool->config, said.of) : std::nullopt;
  json::value member;
  if (leaf) member = show_member(*said.pool, leaf->member, *said.view);
  return {{"member", std::move(member)}, {"edition", said.edition}, {"note", printable(said.note)}};
}

}  // namespace

void post_member(Context& context, Call&& call) {
  auto wanted = read_override_request(call);
  if (!wanted) return call.refuse(400, wanted.error().text);
  context.sources.say(std::move(*wanted),
                      [&context, call = std::move(call)](const operate::Operations::Answer& answer) {
                        context.sources.later([&context, call, answer] {
                          if (!answer) return call.refuse(status_of(answer.error().why), answer.error().text);
                          context.views.forget();
                          call.reply(json_response(said_json(*answer)));
                        });
                      });
}

void get_overrides(Context& context, Call&& call) {
  context.with_view(std::move(call), [&context](const Call& asked, const Seen& seen) {
    http::Response response;
    response.body = context.views.text("overrides", [&] {
      json::array list;
      seen.view->overrides.each([&](const health::Override& said) { list.push_back(health::to_json(said)); });
      return json::serialize(json::object{{"overrides", std::move(list)}}) + "\n";
    });
    asked.reply(std::move(response));
  });
}

}  // namespace rota::api
