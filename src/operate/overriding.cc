#include "operate/overriding.h"

#include <algorithm>

#include "config/admin.h"
#include "config/member_reader.h"
#include "config/references.h"

namespace rota::operate {

using config::Config;
using config::MemberKey;
using health::Override;
using health::OverrideRows;

std::optional<bake::MemberOverride> override_on(const PoolIndex& index, const OverrideRows& rows,
                                                const MemberKey& of) {
  const auto leaf = index.find(of);
  if (!leaf) return {};
  const Override said = rows.find(of).value_or(Override{});
  bake::MemberOverride out{*leaf, said.admin, said.weight};
  if (out.weight)
    out.weight = std::min(*out.weight, config::largest_weight(index.config().pools[leaf->pool].kind));
  return out;
}

std::vector<bake::MemberOverride> overrides_on(const PoolIndex& index, const OverrideRows& rows) {
  std::vector<bake::MemberOverride> out;
  MemberKey last;
  rows.each([&](const Override& row) {
    if (row.of == last) return;  // its second row
    last = row.of;
    if (const auto said = override_on(index, rows, row.of)) out.push_back(*said);
  });
  return out;
}

std::set<MemberKey> members_out(const Config& config, const bake::OverriddenPools& run) {
  std::set<MemberKey> out;
  for (const PoolId pool : config.pools.ids()) {
    const auto& members = run[pool].members;
    for (const MemberId member : members.ids())
      if (config::is_out(members[member].admin)) out.insert(key_of(config, {pool, member}));
  }
  return out;
}

}  // namespace rota::operate
