// GET /healthz and /readyz, for whoever starts and watches the process.
#include "api/handlers.h"

namespace rota::api {

namespace {

http::Response ok() {
  http::Response out = http::text_response("ok\n");
  out.type = "text/plain; charset=utf-8";
  return out;
}

}  // namespace

void get_healthz(Context&, Call&& call) { call.reply(ok()); }

void get_readyz(Context& context, Call&& call) {
  if (!context.sources.is_answering()) return call.refuse(503, "not ready: it does not answer DNS yet");
  call.reply(ok());
}

}  // namespace rota::api
