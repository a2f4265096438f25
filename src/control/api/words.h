// Small things as the API writes them.
#pragma once

#include <string>

#include "base/json.h"
#include "base/printable.h"
#include "base/wall_time.h"
#include "control/http/message.h"
#include "dns/name.h"

namespace rota::control::api {

http::Response json_response(const boost::json::object& document, int status = 200);

std::string name_text(dns::NameView name);  // "www.example", "." for the root

}  // namespace rota::control::api
