// The members of a pool: strings or tables; addresses, targets (CNAME) or
// targets with ports (SRV), never mixed.
#pragma once

#include "base/row.h"
#include "base/settings.h"
#include "config/config.h"
#include "config/one_member.h"

namespace rota::config {

inline constexpr Row members_row{
    .key = "members",
    .type = ValueType::address,
    .many = Many::array,
    .need = Need::required,
    .group = &member_group,
    .example = R"(["192.0.2.1", { name = "lb2", address = "192.0.2.2", weight = 3 }])",
    .meaning =
        "Members: bare addresses, host names that end in a dot (CNAME), or tables, at most 1,024. "
        "Failover follows their order."};

// Reads `members` of a pool of the zone, and with them the kind of the pool.
void read_members(Settings& settings, const dns::Name& zone, PoolConfig& pool);

}  // namespace rota::config
