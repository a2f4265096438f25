// What has been answered since the start of the process, of what a world has.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "stats/counters.h"
#include "stats/layout.h"

namespace rota::stats {

constexpr seconds sample_interval{10};

struct MemberTotals {
  std::uint64_t given = 0;       // replies that named it; one names several members
  std::optional<double> share;   // of all that the pool's members were named in the last minute; 0..1
  std::uint64_t given_aaaa = 0;  // replies of type AAAA among them
};

struct PoolTotals {
  std::uint64_t answers = 0;  // replies to its names with records, its fallback's too
  IdVector<MemberId, MemberTotals> members;
};

struct Totals {
  IdVector<PoolId, PoolTotals> pools;
  // Replies to questions in a zone, by stats::slot_of.
  IdVector<ZoneId, std::array<std::uint64_t, stats::rcode_count>> zones;
  // Requests that the short way answered; those of the long way are in stats::Traffic.
  ByPath ready_a{};
  ByPath ready_aaaa{};
};

}  // namespace rota::stats
