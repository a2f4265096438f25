// TTLs and the timing of checks: from [defaults], over a zone's own, to what a
// pool or a check says for itself.
#pragma once

#include "base/row.h"
#include "base/settings.h"
#include "config/config.h"

namespace rota::config {

struct Defaults {
  Ttl ttl;
  Brake brake;
  Timing timing;
  Start start = Start::last;
};

extern const Group defaults_group;  // ttl, brake and timing
extern const Group timing_group;    // of every kind of check
extern const Group ttl_group;
extern const Group brake_group;

inline constexpr Row defaults_row{.key = "defaults", .type = ValueType::table, .group = &defaults_group};
inline constexpr Row ttl_row{
    .key = "ttl",
    .type = ValueType::duration,
    .group = &ttl_group,
    .fallback = R"({ max = "30s", min = "5s" })",
    .example = R"("30s")",
    .meaning =
        "TTL of answers: `max` while all members are steady, `min` while the state of any is in "
        "doubt. One duration sets both."};
inline constexpr Row brake_row{
    .key = "brake",
    .type = ValueType::table,
    .group = &brake_group,
    .fallback = R"({ share = 1, per = "10s" })",
    .example = R"({ share = 0.25, per = "10s" })",
    .meaning =
        "Limits how much of a pool its checks may take out of the answers at once. One member "
        "always may be taken out."};

// Each reads what is written and inherits the rest.
Ttl read_ttl(Settings& settings, Ttl inherited);
Brake read_brake(Settings& settings, const Brake& inherited);
void read_timing(Settings& settings, Defaults& out);                 // timing and start alone
Defaults read_defaults(Settings& owner, const Defaults& inherited);  // the table [defaults] of a file

}  // namespace rota::config
