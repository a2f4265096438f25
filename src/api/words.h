// Small things as the API writes them.
#pragma once

#include <span>
#include <string>

#include "base/json.h"
#include "base/mistakes.h"
#include "base/printable.h"
#include "base/wall_time.h"
#include "dns/name.h"
#include "http/message.h"

namespace rota::api {

http::Response json_response(const boost::json::object& document, int status = 200);

boost::json::array list(std::span<const Mistake> mistakes);  // of {severity, text}

}  // namespace rota::api
