// Words for a report: why a member is in the answers or out of them, why the TTL is
// what it is. One sentence each, fit for a table's last column; no judgement of their
// own.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "bake/report.h"
#include "config/config.h"
#include "health/override_rows.h"
#include "health/status.h"
#include "health/targets.h"

namespace rota::report {

// What the report was made of, and what is known besides.
struct Scene {
  const config::Config& config;
  const health::TargetList& targets;
  const IdVector<TargetId, health::TargetStatus>* statuses;  // null when they are of another configuration
  const health::OverrideRows& overrides;
};

// "down: all of its checks must pass and 'web' fails: status 503"
std::string why_member(const Scene& scene, const bake::PoolReport& report, MemberId member);

// The same for one type that the pool has.
std::string why_member(const Scene& scene, const bake::PoolReport& report, MemberId member, dns::Type type);

// "min, since lb2 is falling (2 of 3): status 503"
std::string why_ttl(const Scene& scene, const bake::PoolReport& report);

// Why a reply carries fewer records than `answers` asks for; "" when it does not.
std::string why_fewer(const Scene& scene, const bake::PoolReport& report, const bake::MenuReport& menu);

// What the operator said of the member, all together; nothing when nothing.
std::optional<health::Override> override_of(const Scene& scene, const bake::PoolReport& report,
                                            MemberId member);

// What its probes found, as long as that is what answers now: a view is made a moment
// before or after the report, and a flip may lie between the two. Null otherwise.
const health::TargetStatus* status_of(const Scene& scene, const bake::TargetReport& target);

// Of a target, which must be one of the member's.
const bake::TargetReport& target_of(const bake::MemberReport& member, TargetId target);

// ": status 503", what its last probe found; "" when there is nothing to tell.
std::string last_words(const health::TargetStatus* status);

// " (2 of 3)" of the results in a row that would change its state.
std::string count_words(const health::TargetStatus* status);

// "web", or "its http check" of one written inline.
std::string check_words(const config::CheckConfig& check);

}  // namespace rota::report
