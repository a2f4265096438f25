// What has been answered since the start, by zone, pool and member. An account goes by
// its name and lives while some world has a zone, pool or member of that name, so that
// neither a flip nor a reload loses a count.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "stats/lanes.h"
#include "stats/layout.h"

namespace rota::stats {

constexpr std::size_t samples_kept = 7;  // of each member, for its share of late

struct MemberAccount {
  std::uint64_t given = 0;                    // replies that named it
  double parts = 0;                           // the same, a reply that named n members counted 1/n for each
  std::array<double, samples_kept> before{};  // parts at the last samples, newest first
};

struct PoolAccount {
  std::uint64_t answers = 0;  // replies with a line of the pool's in them
};

struct ZoneAccount {
  std::array<std::uint64_t, stats::rcode_count> responses{};  // to questions in the zone, by stats::slot_of
};

// Requests that the short way answered, which the day does not count by type.
struct ReadyAccount {
  ByPath a{};
  ByPath aaaa{};
};

// The accounts of one pool in one world.
struct PoolAccounts {
  std::shared_ptr<ZoneAccount> zone;
  std::shared_ptr<PoolAccount> pool;
  std::vector<std::shared_ptr<MemberAccount>> members;  // in the order of PoolNames
};

struct PoolNames {
  std::string apex;  // of its zone
  std::string pool;
  std::vector<std::string> members;
};

// All accounts by name. Only the thread that makes worlds knows it; what is in the
// accounts is for the thread that publishes alone.
class Accounts {
 public:
  explicit Accounts(Lanes& lanes) : lanes_(lanes) {}  // which must outlive all worlds

  std::shared_ptr<ZoneAccount> zone(const std::string& apex);
  std::shared_ptr<const PoolAccounts> pool(const PoolNames& names);
  const std::shared_ptr<ReadyAccount>& ready() const { return ready_; }
  Lanes& lanes() const { return lanes_; }

  void forget();  // the names of accounts that no world has any more

 private:
  struct Pool {
    std::weak_ptr<PoolAccount> account;
    std::unordered_map<std::string, std::weak_ptr<MemberAccount>> members;
  };

  Lanes& lanes_;
  std::shared_ptr<ReadyAccount> ready_ = std::make_shared<ReadyAccount>();
  std::unordered_map<std::string, std::weak_ptr<ZoneAccount>> zones_;
  std::unordered_map<std::string, Pool> pools_;
};

}  // namespace rota::stats
