// POST /api/v1/members/{ref}/{member} and GET /api/v1/overrides: the operator's word.
#include <utility>

#include "api/etag.h"
#include "api/handlers.h"
#include "api/override_body.h"
#include "api/shown.h"
#include "api/words.h"
#include "base/choices.h"
#include "config/references.h"

namespace rota::api {

namespace json = boost::json;

namespace {

Result<operate::OverrideRequest> read_member_request(const json::value& body, const Call& call) {
  const auto object = read_override_body(body);
  if (!object) return object.error();
  auto out = override_request_of(*object);
  if (!out) return out.error();
  out->pool = call.path.at("ref");
  out->member = call.path.at("member");
  out->who = call.request.who;
  out->only_at = revisions_of(call.request.if_match);
  return out;
}

int status_of(operate::Operations::Refused::Why why) {
  using enum operate::Operations::Refused::Why;
  switch (why) {
    case not_yet: return 503;
    case unknown: return 404;
    case overtaken: return 412;
    case mistaken: break;
  }
  return 422;
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
  const auto body = parse_json(call.request.body);
  if (!body) return call.refuse(400, body.error().text);
  auto wanted = read_member_request(*body, call);
  if (!wanted) return call.refuse(422, wanted.error().text);
  context.sources.say(std::move(*wanted),
                      [&context, call = std::move(call)](const operate::Operations::Answer& answer) {
                        context.sources.later([&context, call, answer] {
                          if (!answer) return call.refuse(status_of(answer.error().why), answer.error().text);
                          context.views.forget();
                          http::Response response = json_response(said_json(*answer));
                          response.fields.emplace_back("ETag", etag_of(answer->revision));
                          call.reply(std::move(response));
                        });
                      });
}

void get_overrides(Context& context, Call&& call) {
  context.with_view(std::move(call), [&context](const Call& asked, const Seen& seen) {
    http::Response response;
    response.fields.emplace_back("ETag", etag_of(seen.view->overrides_revision));
    response.body = context.views.text("overrides", [&] {
      json::array list;
      seen.view->overrides.each([&](const health::Override& said) { list.push_back(health::to_json(said)); });
      return json::serialize(json::object{{"overrides", std::move(list)}}) + "\n";
    });
    asked.reply(std::move(response));
  });
}

}  // namespace rota::api
