// The body of a request that says something of members.
#pragma once

#include <initializer_list>
#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "operate/override_request.h"

namespace rota::api {

// The body as an object with no key but admin, weight, for, reason and `others`: a request
// that was misread would be obeyed, so what is not understood is refused.
Result<boost::json::object> read_override_body(const boost::json::value& body,
                                               std::initializer_list<std::string_view> others = {});

// What it asks for; of which members, and by whom, the caller fills in.
Result<operate::OverrideRequest> override_request_of(const boost::json::object& body);

}  // namespace rota::api
