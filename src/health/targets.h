// What is probed: every address with each check of it, once, however many pools use it;
// and where each member's stand in that list. Checks that do the same at one address
// share its probes, also where their timing differs: that of the check that probes most
// often is followed then.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/address.h"
#include "base/id.h"
#include "base/mistakes.h"
#include "config/config.h"
#include "config/member_key.h"

namespace rota::health {

enum class State : std::uint8_t { unknown, up, failing, down, stale };
std::string_view name_of(State state);  // "failing"

// What the bake needs of a target.
struct TargetHealth {
  State state = State::unknown;
  bool fit = true;        // may serve: up, failing, unknown; stale keeps what it was
  bool in_doubt = false;  // a rise or fall is pending, or nothing is known yet: TTL at its least

  bool operator==(const TargetHealth&) const = default;
};

struct Target {
  Address address;
  CheckId check;                           // whose timing is followed
  std::vector<config::MemberKey> members;  // who uses it
  std::vector<PoolId> pools{};             // theirs
  bool is_canary = false;                  // one of them is a pool of canaries
  std::string check_name{};                // "web"; of one written inline its kind, "http"
};

// Those that must all be fit.
struct MemberTargets {
  std::vector<TargetId> v4;
  std::vector<TargetId> v6;
  std::vector<TargetId> connect;  // of a member with a target
};

struct TargetList {
  IdVector<TargetId, Target> targets;
  IdVector<PoolId, IdVector<MemberId, MemberTargets>> pools;
  IdVector<PoolId, config::Brake> brakes;
};

// By target.
using TargetHealths = IdVector<TargetId, TargetHealth>;

TargetList list_targets(const config::Config& config);

// What became of the targets when one configuration followed another.
struct Adopted {
  std::size_t kept = 0;   // with all that was known of them
  std::size_t begun = 0;  // nothing was known of them
  std::size_t ended = 0;  // they are probed no more
};

// A warning for each check whose timing is not followed at one of its addresses.
void warn_of_shared_probes(const config::Config& config, const TargetList& list, Mistakes& mistakes);

}  // namespace rota::health
