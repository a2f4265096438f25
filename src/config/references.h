// How people name pools and members, and what they mean by it: POOL where that is
// unique, else ZONE:POOL; a member is POOL/MEMBER or ZONE:POOL/MEMBER.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "config/config.h"
#include "config/member_key.h"

namespace rota::config {

struct MemberPlace {
  std::uint32_t pool = 0;  // index of Config::pools
  std::uint32_t member = 0;

  auto operator<=>(const MemberPlace&) const = default;
};

std::string zone_text(const ZoneConfig& zone);  // without the trailing dot; "." for the root

// An error says what was not found and what may have been meant, or lists the zones
// when there are several such pools. Pools of broken zones are found as well; they
// have no members. The zone may be in any case, its trailing dot is optional.
Result<std::uint32_t> find_pool(const Config& config, std::string_view reference);
Result<MemberPlace> find_member(const Config& config, std::string_view pool, std::string_view member);
Result<MemberPlace> find_member(const Config& config, std::string_view reference);

// The name that stays the same while the configuration changes, and back.
MemberKey key_of(const Config& config, MemberPlace place);
std::optional<MemberPlace> find_member(const Config& config, const MemberKey& key);

}  // namespace rota::config
