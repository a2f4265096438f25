// Whether the server is healthy: the one judgement that status, page, stream, metrics and the
// exit code of `rotactl status --check` print.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bake/report.h"
#include "operate/view.h"
#include "snapshot/zones.h"

namespace rota::report {

enum class PoolState : std::uint8_t {
  healthy,   // each member that is meant to serve is eligible
  degraded,  // some are not
  down,      // none is: its all-down policy answers
  broken,    // its zone is
};

// The members of one address family; of a pool of names (CNAME, SRV) there is one family.
struct FamilyVerdict {
  dns::Type type{};         // of the records that the family answers with
  std::size_t healthy = 0;  // eligible
  std::size_t total = 0;    // that have such a record, never 0
};

struct PoolVerdict {
  PoolState state = PoolState::healthy;
  std::size_t healthy = 0;  // members that are meant to serve, and eligible
  std::size_t total = 0;
  std::optional<PoolId> serving_from{};   // the fallback pool that answers instead
  std::vector<FamilyVerdict> families{};  // that some member has
};

PoolVerdict verdict_of(const bake::PoolReport& report);

enum class Level : std::uint8_t {
  healthy,
  degraded,  // questions are answered as they should be, but something needs a look
  critical,  // names of a pool or a zone are not: a pool is down without a fallback, a zone is broken
};

// The words of API, metrics and command line.
std::string_view name_of(PoolState state);
std::string_view name_of(Level level);

struct ServerVerdict {
  Level level = Level::healthy;
  std::vector<std::string> problems{};  // one sentence each, the worst first; none: healthy
};

ServerVerdict judge(const operate::View& view, const snapshot::Zones& zones,
                    const IdVector<PoolId, PoolVerdict>& pools);

// Zones that answer SERVFAIL, by name.
std::vector<std::string> broken_zones(const snapshot::Zones& zones);

}  // namespace rota::report
