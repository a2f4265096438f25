// A pool and its members by address family: checks, states and answers of one family
// tell nothing of the other. A pool of names (CNAME, SRV) has a single one, "any".
#pragma once

#include <string_view>
#include <vector>

#include "base/json.h"
#include "report/explain/why.h"
#include "report/metrics/metrics.h"
#include "report/verdict.h"

namespace rota::api {

// How much a state weighs where a member has several: down most, then stale, unknown.
int badness(health::State state);

// [{"family": "ipv4", "healthy": 2, "total": 3, "all_down": false}, ...]; of those that
// some member has.
boost::json::array pool_families(const report::PoolVerdict& verdict);

// [{"family": "ipv4", "address": "192.0.2.1", "state": "up", "eligible": true}, ...]
boost::json::array member_families(const report::Scene& scene, const bake::PoolReport& report,
                                   MemberId member);

// The same as numbers.
std::vector<report::metrics::FamilyFacts> family_facts(const health::TargetList& targets,
                                                       const bake::PoolReport& report,
                                                       const report::PoolVerdict& verdict);
std::vector<report::metrics::MemberFamilyFacts> member_family_facts(const health::TargetList& targets,
                                                                    const bake::MemberReport& member);

}  // namespace rota::api
