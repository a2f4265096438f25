#include "config/selection.h"

#include <fnmatch.h>

#include <algorithm>
#include <string>

#include "base/address.h"
#include "config/references.h"

namespace rota::config {

namespace {

constexpr std::string_view tag_mark = "tag:";

bool has_wildcards(std::string_view text) { return text.find_first_of("*?[") != std::string_view::npos; }

bool matches(const std::string& pattern, const std::string& text) {
  return ::fnmatch(pattern.c_str(), text.c_str(), 0) == 0;
}

// All members that `is_meant(pool, member)`.
template <class IsMeant>
std::vector<Leaf> members_where(const Config& config, IsMeant is_meant) {
  std::vector<Leaf> out;
  for (const PoolId pool : config.pools.ids())
    for (const MemberId member : config.pools[pool].members.ids())
      if (is_meant(pool, config.pools[pool].members[member])) out.push_back({pool, member});
  return out;
}

Result<std::vector<Leaf>> some_of(std::vector<Leaf> found, const std::string& none) {
  if (found.empty()) return Error{none};
  return found;
}

Result<std::vector<Leaf>> with_tag(const Config& config, std::string_view tag) {
  return some_of(members_where(config,
                               [&](PoolId, const MemberConfig& member) {
                                 return std::ranges::find(member.tags, tag) != member.tags.end();
                               }),
                 "no member has the tag '" + std::string(tag) + "'");
}

Result<std::vector<Leaf>> at_address(const Config& config, const Address& address) {
  return some_of(members_where(config,
                               [&](PoolId, const MemberConfig& member) {
                                 return member.v4 == address || member.v6 == address;
                               }),
                 "no member has the address " + address.text());
}

Result<std::vector<Leaf>> by_pattern(const Config& config, std::string_view target) {
  const std::size_t slash = target.rfind('/');
  if (slash == std::string_view::npos)
    return Error{"'" + std::string(target) + "' has no '/': members are named POOL/MEMBER, such as 'web/*'"};
  const std::string pool_pattern(target.substr(0, slash));
  const std::string member_pattern(target.substr(slash + 1));
  const auto is_pool_meant = [&](PoolId pool) {
    return matches(pool_pattern, config.pools[pool].name) || matches(pool_pattern, pool_text(config, pool));
  };
  return some_of(members_where(config,
                               [&](PoolId pool, const MemberConfig& member) {
                                 return is_pool_meant(pool) && matches(member_pattern, member.name);
                               }),
                 "no member matches '" + std::string(target) + "'");
}

}  // namespace

// An address comes first: one of IPv6 may look like a zone and a pool. A name may have the
// letters of a wildcard in it.
Result<std::vector<Leaf>> select_members(const Config& config, std::string_view target) {
  if (const auto address = parse_address(target)) return at_address(config, *address);
  if (target.starts_with(tag_mark)) return with_tag(config, target.substr(tag_mark.size()));
  const auto leaf = find_member(config, target);
  if (leaf) return std::vector<Leaf>{*leaf};
  return has_wildcards(target) ? by_pattern(config, target) : leaf.error();
}

}  // namespace rota::config
