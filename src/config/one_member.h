// One member of a pool: a string or a table.
#pragma once

#include <optional>

#include "base/row.h"
#include "base/settings.h"
#include "config/config.h"

namespace rota::config {

extern const Group member_group;

struct ReadMember {
  MemberConfig member{};
  PoolKind kind = PoolKind::address;
  const dns::Name* zone = nullptr;  // what names without a dot at their end are in
};

// Nothing when it has a mistake.
std::optional<ReadMember> read_member(const Value& value, const dns::Name& zone, Mistakes& mistakes);

std::uint32_t largest_weight(PoolKind kind);  // that a member may have; the least is 0

}  // namespace rota::config
