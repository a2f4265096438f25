// What has been answered since the start, by zone, pool and member. A count goes by
// its name and lives while some world has a zone, pool or member of that name, so that
// neither a flip nor a reload loses a count.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/id.h"
#include "stats/counters.h"
#include "stats/layout.h"

namespace rota::stats {

constexpr std::size_t samples_kept = 7;  // of each member, for its share of late

struct MemberCount {
  std::uint64_t given = 0;                    // replies that named it,
  std::uint64_t given_aaaa = 0;               // those of type AAAA among them
  double parts = 0;                           // the same, a reply that named n members counted 1/n for each
  std::array<double, samples_kept> before{};  // parts at the last samples, newest first
};

struct PoolCount {
  std::uint64_t answers = 0;  // replies with a line of the pool's in them
};

struct ZoneCount {
  std::array<std::uint64_t, stats::rcode_count> responses{};  // to questions in the zone, by stats::slot_of
};

// Requests that the short way answered, which are not counted by type as they come.
struct ReadyCount {
  ByPath a{};
  ByPath aaaa{};
};

// The counts of one pool in one world.
struct PoolCounts {
  std::shared_ptr<ZoneCount> zone;
  std::shared_ptr<PoolCount> pool;
  IdVector<MemberId, std::shared_ptr<MemberCount>> members;  // in the order of PoolNames
};

struct PoolNames {
  std::string apex;  // of its zone
  std::string pool;
  std::vector<std::string> members;
};

// All counts by name. Only the thread that makes worlds knows it; what is in the
// counts is for the thread that publishes alone.
class CountsByName {
 public:
  explicit CountsByName(AllCounters& all_counters)
      : all_counters_(all_counters) {}  // which must outlive all worlds

  std::shared_ptr<ZoneCount> zone(const std::string& apex);
  std::shared_ptr<const PoolCounts> pool(const PoolNames& names);
  const std::shared_ptr<ReadyCount>& ready() const { return ready_; }
  AllCounters& all_counters() const { return all_counters_; }

  void forget();  // the names of counts that no world has any more

 private:
  struct Pool {
    std::weak_ptr<PoolCount> count;
    std::unordered_map<std::string, std::weak_ptr<MemberCount>> members;
  };

  AllCounters& all_counters_;
  std::shared_ptr<ReadyCount> ready_ = std::make_shared<ReadyCount>();
  std::unordered_map<std::string, std::weak_ptr<ZoneCount>> zones_;
  std::unordered_map<std::string, Pool> pools_;
};

}  // namespace rota::stats
