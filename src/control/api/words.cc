#include "control/api/words.h"

namespace rota::control::api {

http::Response json_response(const boost::json::object& document, int status) {
  http::Response out = http::text_response(boost::json::serialize(document) + "\n");
  out.status = status;
  return out;
}

}  // namespace rota::control::api
