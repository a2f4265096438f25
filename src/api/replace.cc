// POST /api/v1/replace
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "api/handlers.h"
#include "api/words.h"

namespace rota::api {

namespace {

// A sentence, and behind it a line for each error of the files.
boost::json::object refused(std::string_view why) {
  const std::size_t end = std::min(why.find('\n'), why.size());
  boost::json::array mistakes;
  for (std::string_view rest = why.substr(end); !rest.empty();) {
    rest.remove_prefix(1);
    const std::size_t next = std::min(rest.find('\n'), rest.size());
    mistakes.emplace_back(printable(rest.substr(0, next)));
    rest.remove_prefix(next);
  }
  return {{"ok", false},
          {"pid", nullptr},
          {"error", printable(why.substr(0, end))},
          {"mistakes", std::move(mistakes)}};
}

}  // namespace

void post_replace(Context& context, Call&& call) {
  context.sources.replace(call.request.who, [reply = std::move(call.reply)](const Result<pid_t>& next) {
    if (next)
      reply(json_response(
          {{"ok", true}, {"pid", *next}, {"error", nullptr}, {"mistakes", boost::json::array()}}));
    else
      reply(json_response(refused(next.error().text), 409));
  });
}

}  // namespace rota::api
