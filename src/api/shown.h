// A pool of the running world as the API shows it. The report is taken from the world, since
// flips wait for that, and written down elsewhere.
#pragma once

#include "bake/baker.h"
#include "base/json.h"
#include "operate/view.h"

namespace rota::api {

// With what the view knows besides.
boost::json::object show_pool(const bake::ReportedPool& pool, const operate::View& view);
boost::json::object show_member(const bake::ReportedPool& pool, MemberId member, const operate::View& view);

}  // namespace rota::api
