// Pools and members as the API shows them, from a report and what the control side
// knows besides. The progress of a drain, and in rows what the workers counted
// (answers_total), are added by who knows them.
#pragma once

#include "base/json.h"
#include "report/explain/why.h"

namespace rota::api {

// A row of GET /pools.
boost::json::object pool_row(const report::Scene& scene, const bake::PoolReport& report);

// GET /pools/{ref}: the same and all the rest, its members among it.
boost::json::object pool_json(const report::Scene& scene, const bake::PoolReport& report);

boost::json::object member_json(const report::Scene& scene, const bake::PoolReport& report, MemberId member);

// By the worst of its targets; without a check it is up.
health::State member_state(const bake::MemberReport& member);

// The largest of its types: one that has no record of a type weighs nothing there.
std::uint32_t weight_now(const bake::MemberReport& member);

// The lines of a menu, each with its probability and its records as text; the first
// `most` of them.
boost::json::array lines_json(const report::Scene& scene, const bake::PoolReport& report,
                              const bake::MenuReport& menu, std::size_t most);

}  // namespace rota::api
