// Small things as the API writes them.
#pragma once

#include "base/json.h"
#include "base/printable.h"
#include "base/wall_time.h"
#include "control/http/message.h"
#include "control/names.h"

namespace rota::control::api {

http::Response json_response(const boost::json::object& document, int status = 200);

}  // namespace rota::control::api
