// Who answers which route: routes.def is the table. All are called on the server's thread.
#pragma once

#include "api/context.h"

namespace rota::api {

using Handler = void(Context& context, Call&& call);

#define ROUTE(METHOD, PATH, ACCESS, QUERY, HANDLE, SUMMARY) Handler HANDLE;
#include "api/routes.def"
#undef ROUTE

// What a pulse of the stream says; the pools that moved since the last one.
boost::json::object pulse(Context& context, const Seen& seen);

}  // namespace rota::api
