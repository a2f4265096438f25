#include "operate/drains.h"

#include <algorithm>

#include "config/references.h"

namespace rota::operate {

using config::MemberKey;

// A pool's own largest. Those that fall back on it give its records no longer than it does.
std::map<Drains::PoolKey, seconds> Drains::longest_ttls(const config::Config& config) {
  std::map<PoolKey, seconds> out;
  for (const config::PoolConfig& pool : config.pools)
    out[{zone_text(config.zones[pool.zone]), pool.name}] = seconds(pool.ttl.max);
  return out;
}

Drains::Holds Drains::holds_of(const MemberKey& member, const std::map<PoolKey, seconds>& ttls,
                               const std::shared_ptr<const Step>& until) const {
  const PoolKey pool{member.zone, member.pool};
  Holds out;
  if (const auto earlier = earlier_.find(pool); earlier != earlier_.end()) out = earlier->second;
  if (const auto now = ttls.find(pool); now != ttls.end()) out.push_back({now->second, until});
  return out;
}

std::shared_ptr<Drains::Step> Drains::adopt(const config::Config& config, const std::set<MemberKey>& out,
                                            std::shared_ptr<Step> step) {
  auto next = longest_ttls(config);
  std::vector<PersistentMap<MemberKey, Holds>::Entry> now_out;
  for (const MemberKey& member : out) {
    const Holds* const known = out_.members_.find(member);
    // Of a pool that is new to us an earlier process may have told.
    const bool is_new = !ttls_.contains({member.zone, member.pool});
    now_out.push_back({member, known != nullptr ? *known : holds_of(member, is_new ? next : ttls_, step)});
  }
  auto earlier = earlier_;
  for (const auto& [pool, ttl] : ttls_) {
    const auto found = next.find(pool);
    if (found == next.end() || found->second < ttl) earlier[pool].push_back({ttl, step});
  }
  PersistentMap<MemberKey, Holds> members(std::move(now_out));
  pending_.push_back(step);
  // From here on nothing fails.
  out_.members_ = std::move(members);
  earlier_ = std::move(earlier);
  ttls_ = std::move(next);
  return step;
}

std::shared_ptr<Drains::Step> Drains::take_out(const MemberKey& member, std::shared_ptr<Step> step) {
  pending_.reserve(pending_.size() + 1);
  if (out_.members_.find(member) == nullptr) out_.members_.set(member, holds_of(member, ttls_, step));
  pending_.push_back(step);
  return step;
}

void Drains::look(std::uint64_t oldest_in_use, Time now) {
  std::erase_if(pending_, [&](const std::shared_ptr<Step>& step) {
    if (step->edition == 0 || step->edition > oldest_in_use) return false;
    step->reached = now;
    return true;
  });
  for (auto pool = earlier_.begin(); pool != earlier_.end();) {
    std::erase_if(pool->second, [&](const Hold& hold) {
      const Time reached = hold.until->reached;
      return reached != Time::max() && reached + hold.ttl <= now;
    });
    pool = pool->second.empty() ? earlier_.erase(pool) : std::next(pool);
  }
}

std::optional<DrainState> Drains::Out::of(const MemberKey& member, Time now) const {
  const Holds* const holds = members_.find(member);
  if (holds == nullptr) return {};
  DrainState out{.safe_at = holds->empty() ? now : Time::min()};
  for (const Hold& hold : *holds) {
    const Time reached = hold.until->reached;
    if (reached == Time::max()) out.waiting = DrainState::Waiting::workers;
    out.safe_at = std::max(out.safe_at, std::min(reached, now) + hold.ttl);
  }
  if (out.is_safe() && out.safe_at > now) out.waiting = DrainState::Waiting::caches;
  return out;
}

}  // namespace rota::operate
