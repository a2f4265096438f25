// Who answers which route. All are called on the server's thread.
#pragma once

#include "api/desk.h"

namespace rota::api {

void get_status(Desk& desk, Call call);
void get_metrics(Desk& desk, Call call);
void get_zones(Desk& desk, Call call);
void get_records(Desk& desk, Call call);
void get_pools(Desk& desk, Call call);
void get_pool(Desk& desk, Call call);
void get_overrides(Desk& desk, Call call);
void post_member(Desk& desk, Call call);
void get_explain(Desk& desk, Call call);
void get_config(Desk& desk, Call call);
void get_events(Desk& desk, const Call& call);
void get_stream(Desk& desk, const Call& call);
void post_reload(Desk& desk, Call call);
void post_replace(Desk& desk, Call call);

// What a pulse of the stream says; the pools that moved since the last one.
boost::json::object pulse(Desk& desk, const Seen& seen);

}  // namespace rota::api
