// GET /metrics: everything that rota counts, as Prometheus reads it. The families
// stand in one table (families.def), each with its help and its scope; labels are what
// files name - zones, pools, members - and fixed words, never what somebody asked for.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "operate/view.h"
#include "publish/publisher.h"
#include "report/metrics/process.h"
#include "report/verdict.h"
#include "snapshot/zones.h"
#include "stats/totals.h"
#include "stats/traffic.h"

namespace rota::report::metrics {

// What of a member's report becomes numbers: of each address family in which it has a record.
struct MemberFamilyFacts {
  std::string_view name;                         // "ipv4", "ipv6"; "any" in a pool of names
  health::State state = health::State::unknown;  // by the worst of its targets there
  bool is_eligible = false;
  std::uint32_t weight = 0;  // in the draw now
  double share = 0;          // of the answers that it is to be returned in; 0..1
};
struct MemberFacts {
  config::Admin admin = config::Admin::automatic;
  std::vector<MemberFamilyFacts> families{};
};
// Its members that have an address of this family.
struct FamilyFacts {
  std::string_view name;                    // "ipv4", "ipv6"; "any" of a pool of names
  bool all_down = false;                    // none of them is eligible
  std::vector<std::string_view> standings;  // of each: as the operator took it out, or else its state there
};
struct PoolFacts {
  std::uint32_t ttl = 0;  // seconds
  std::vector<FamilyFacts> families;
  IdVector<MemberId, MemberFacts> members;
};

// All of one moment.
struct Observed {
  std::string_view version;
  const operate::View& view;
  const snapshot::Zones& zones;
  stats::Traffic traffic;
  const stats::Totals& totals;
  const IdVector<PoolId, const PoolFacts*>& pools;
  const IdVector<PoolId, PoolVerdict>& verdicts;
  std::uint64_t edition = 0;
  publish::Bakes bakes{};
  std::chrono::system_clock::time_point started{};
  Process process{};
  std::uint64_t log_dropped = 0;
  std::uint64_t failures = 0;
  Level level = Level::healthy;
};

// What a family tells of. Who has very many members may ask for the rest alone.
enum class Scope : std::uint8_t { server, zone, pool, member };

class Scopes {
 public:
  static Scopes all() {
    Scopes out;
    out.bits_ = 0b1111;
    return out;
  }

  void add(Scope scope) { bits_ |= bit(scope); }
  bool has(Scope scope) const { return (bits_ & bit(scope)) != 0; }
  unsigned bits() const { return bits_; }  // the same for the same

 private:
  static constexpr unsigned bit(Scope scope) { return 1U << static_cast<unsigned>(scope); }

  unsigned bits_ = 0;
};

Result<Scopes> parse_scopes(std::string_view list);  // "server,pool"

std::string text(const Observed& seen, Scopes scopes = Scopes::all());

}  // namespace rota::report::metrics
