// Who answers which route. All are called on the server's thread.
#pragma once

#include "api/context.h"

namespace rota::api {

void get_status(Context& context, Call call);
void get_metrics(Context& context, Call call);
void get_zones(Context& context, Call call);
void get_records(Context& context, Call call);
void get_pools(Context& context, Call call);
void get_pool(Context& context, Call call);
void get_overrides(Context& context, Call call);
void post_member(Context& context, Call call);
void get_explain(Context& context, Call call);
void get_config(Context& context, Call call);
void get_events(Context& context, const Call& call);
void get_stream(Context& context, const Call& call);
void post_reload(Context& context, Call call);
void post_replace(Context& context, Call call);

// What a pulse of the stream says; the pools that moved since the last one.
boost::json::object pulse(Context& context, const Seen& seen);

}  // namespace rota::api
