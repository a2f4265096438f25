// GET /healthz and /readyz, for container platforms and load balancers.
#include "api/handlers.h"

namespace rota::api {

namespace {

http::Response ok() { return http::text_response("ok\n", "text/plain; charset=utf-8"); }

}  // namespace

void get_healthz(Context&, Call&& call) { call.reply(ok()); }

void get_readyz(Context& context, Call&& call) {
  if (!context.sources.is_answering()) return call.refuse(503, "not ready: it does not answer DNS yet");
  call.reply(ok());
}

}  // namespace rota::api
