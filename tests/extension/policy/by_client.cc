// by_client: clients of one network get the same member, as long as it is eligible.
#include <algorithm>

#include "base/siphash.h"
#include "policy/all.h"

namespace rota::policy {

namespace {

constexpr std::uint32_t slots = 1024;

std::uint64_t rank(std::string_view member, std::uint32_t slot) {
  SipKey key{};  // nothing else goes in: all servers find the same
  store32(key.data(), slot);
  return siphash(key, {reinterpret_cast<const std::uint8_t*>(member.data()), member.size()});
}

// Every slot ranks all members, and the best eligible one gets it (rendezvous hashing): when
// a member leaves, only its own clients move, and they return with it.
Menu make_by_client(const Candidates& candidates) {
  Menu out;
  const std::vector<CandidateId> eligible = Named(candidates).ids;
  for (const CandidateId id : eligible) out.lines.push_back({id});
  ByHash plan{.prefix4 = 24, .prefix6 = 56, .slots = {}};
  for (std::uint32_t slot = 0; slot < slots; ++slot) {
    const auto best = std::ranges::max_element(
        eligible, {}, [&](CandidateId id) { return rank(candidates.members[id].name, slot); });
    plan.slots.push_back(static_cast<std::uint32_t>(best - eligible.begin()));
  }
  out.plan = std::move(plan);
  return out;
}

}  // namespace

Kind by_client() { return {.read = plain<make_by_client>, .asks_who = true}; }

}  // namespace rota::policy
