// How people name pools and members, and what they mean by it: POOL where that is
// unique, else ZONE:POOL; a member is POOL/MEMBER or ZONE:POOL/MEMBER.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/result.h"
#include "config/config.h"
#include "config/member_key.h"

namespace rota::config {

std::string zone_text(const ZoneConfig& zone);             // without the trailing dot; "." for the root
std::string pool_text(const Config& config, PoolId pool);  // ZONE:POOL

// An error says what was not found and what may have been meant, or lists the zones
// when there are several such pools. Pools of broken zones are found as well; they
// have no members. The zone may be in any case, its trailing dot is optional.
Result<PoolId> find_pool(const Config& config, std::string_view reference);
Result<Leaf> find_member(const Config& config, std::string_view pool, std::string_view member);
Result<Leaf> find_member(const Config& config, std::string_view reference);

// In this pool; nothing when it has no such member.
std::optional<MemberId> find_member(const PoolConfig& pool, std::string_view name);

// The name that stays the same while the configuration changes, and back.
MemberKey key_of(const Config& config, const Leaf& leaf);
std::optional<Leaf> find_member(const Config& config, const MemberKey& key);

}  // namespace rota::config
