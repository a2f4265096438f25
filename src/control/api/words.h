// Small things as the API writes them.
#pragma once

#include <span>
#include <string>

#include "base/json.h"
#include "base/mistakes.h"
#include "base/printable.h"
#include "base/wall_time.h"
#include "control/http/message.h"
#include "dns/name.h"

namespace rota::control::api {

http::Response json_response(const boost::json::object& document, int status = 200);

boost::json::array list(std::span<const Mistake> mistakes);  // of {severity, text}

}  // namespace rota::control::api
