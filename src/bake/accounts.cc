#include "bake/accounts.h"

namespace rota::bake {

namespace {

template <class Account>
std::shared_ptr<Account> find_or_make(std::weak_ptr<Account>& known) {
  auto out = known.lock();
  if (!out) known = out = std::make_shared<Account>();
  return out;
}

}  // namespace

std::shared_ptr<ZoneAccount> Accounts::zone(const config::Config& config, ZoneId zone) {
  return find_or_make(zones_[config.zones[zone].apex.text()]);
}

std::shared_ptr<const PoolAccounts> Accounts::pool(const config::Config& config, std::size_t pool) {
  const config::PoolConfig& of = config.pools[pool];
  Pool& known = pools_[config.zones[of.zone].apex.text() + " " + of.name];
  auto out = std::make_shared<PoolAccounts>();
  out->zone = zone(config, of.zone);
  out->pool = find_or_make(known.account);
  for (const config::MemberConfig& member : of.members)
    out->members.push_back(find_or_make(known.members[member.name]));
  return out;
}

void Accounts::forget() {
  const auto is_gone = [](const auto& known) { return known.second.expired(); };
  std::erase_if(zones_, is_gone);
  for (auto& [name, pool] : pools_) std::erase_if(pool.members, is_gone);
  std::erase_if(pools_, [](const auto& known) { return known.second.account.expired(); });
}

}  // namespace rota::bake
