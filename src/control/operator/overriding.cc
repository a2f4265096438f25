#include "control/operator/overriding.h"

#include <algorithm>

#include "config/admin.h"
#include "config/member_reader.h"
#include "control/references.h"

namespace rota::control {

using config::Config;
using health::MemberKey;
using health::Override;

std::vector<bake::MemberOverride> overrides_on(const Config& config, std::span<const Override> rows) {
  std::vector<bake::MemberOverride> out;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i > 0 && rows[i].of == rows[i - 1].of) continue;  // its second row
    const auto place = find_member(config, rows[i].of);
    if (!place) continue;
    const Override said = *find_override(rows, rows[i].of);
    auto& made = out.emplace_back(bake::MemberOverride{place->pool, place->member, said.admin, said.weight});
    if (made.weight)
      made.weight = std::min(*made.weight, config::largest_weight(config.pools[place->pool].kind));
  }
  return out;
}

std::set<MemberKey> members_out(const Config& config, std::span<const Override> rows) {
  bake::OverriddenPools run(config.pools);
  run.replace(overrides_on(config, rows));
  std::set<MemberKey> out;
  for (std::uint32_t pool = 0; pool < config.pools.size(); ++pool) {
    const auto& members = run[pool].members;
    for (std::uint32_t member = 0; member < members.size(); ++member)
      if (config::is_out(members[member].admin)) out.insert(key_of(config, {pool, member}));
  }
  return out;
}

}  // namespace rota::control
