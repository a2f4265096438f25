// POST /api/v1/reload
#include <chrono>
#include <utility>

#include "base/log.h"
#include "control/api/handlers.h"
#include "control/api/words.h"

namespace rota::control::api {

namespace json = boost::json;

namespace {

json::array list(const Mistakes& mistakes) {
  json::array out;
  for (const Mistake& mistake : mistakes.all())
    out.push_back(json::object{{"severity", mistake.severity == Severity::error ? "error" : "warning"},
                               {"text", printable(mistake.line())}});
  return out;
}

}  // namespace

void reload(const Sources& sources, Call call) {
  log_info("reload asked for by " + call.request.who);
  const auto begun = std::chrono::steady_clock::now();
  sources.reload([begun, reply = std::move(call.reply)](const Mistakes& found) {
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    reply(json_response({{"ok", !found.has_errors()}, {"seconds", took.count()}, {"mistakes", list(found)}},
                        found.has_errors() ? 409 : 200));
  });
}

}  // namespace rota::control::api
