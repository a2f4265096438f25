#include "api/words.h"

namespace rota::api {

http::Response json_response(const boost::json::object& document, int status) {
  http::Response out = http::text_response(boost::json::serialize(document) + "\n");
  out.status = status;
  return out;
}

boost::json::array list(std::span<const Mistake> mistakes) {
  boost::json::array out;
  for (const Mistake& mistake : mistakes)
    out.push_back(boost::json::object{{"severity", mistake.severity == Severity::error ? "error" : "warning"},
                                      {"text", printable(mistake.line())}});
  return out;
}

}  // namespace rota::api
