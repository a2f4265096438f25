// GET /api/v1/token: whose token is shown, and what it may do. The page asks it when a token
// is entered.
#include <utility>

#include "api/handlers.h"
#include "api/words.h"

namespace rota::api {

namespace {

boost::json::object scopes_of(std::string_view name, bool reads, bool changes) {
  return {{"name", name}, {"read", reads}, {"change", changes}};
}

}  // namespace

void get_token(Context&, Call&& call) {
  if (call.request.peer.is_local) return call.reply(json_response(scopes_of(call.request.who, true, true)));
  if (const http::Token* const token = call.guard->token_of(call.request))
    return call.reply(json_response(scopes_of(token->name, token->reads, token->changes)));
  if (auto refusal = call.guard->refuse_unknown(call.request)) call.reply(std::move(*refusal));
}

}  // namespace rota::api
