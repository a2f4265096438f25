// Blocks of the lanes' counters, and the accounts that what is counted there goes to. It may be collected as
// often as one likes: each count goes to the accounts once.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "dns/types.h"
#include "stats/accounts.h"
#include "stats/lanes.h"

namespace rota::stats {

class Tally {
 public:
  // Takes the blocks; they are given back at the end, when nobody may count there any more.
  Tally(Accounts& accounts, std::size_t blocks);
  virtual ~Tally() = default;
  Tally(const Tally&) = delete;
  Tally& operator=(const Tally&) = delete;

  virtual void collect() = 0;

 protected:
  // Books replies of the short way of this type; returns how many are new.
  std::uint64_t book_ready(dns::Type type, const ByPath& now, ByPath& seen) const;

  const Lanes& lanes() const { return lanes_; }
  std::uint32_t block(std::size_t i) const { return blocks_[i].first(); }

 private:
  Lanes& lanes_;
  std::shared_ptr<ReadyAccount> ready_;
  std::vector<CounterBlock> blocks_;
};

class ZoneTally final : public Tally {
 public:
  ZoneTally(Accounts& accounts, std::shared_ptr<ZoneAccount> account)
      : Tally(accounts, 1), account_(std::move(account)) {}

  std::uint32_t first() const { return block(0); }
  void collect() override;
  const ZoneAccount& account() const { return *account_; }

 private:
  std::shared_ptr<ZoneAccount> account_;
  ByPath seen_a_{};
  ByPath seen_aaaa_{};
  std::array<std::uint64_t, stats::zone_rcodes.size()> seen_{};
};

// Whom each line of a menu names: members by index, of the pool itself or one
// along its fallbacks.
struct NamedMembers {
  std::vector<std::vector<std::uint32_t>> lines;
  std::shared_ptr<const PoolAccounts> of;
};

class MenuTally final : public Tally {
 public:
  MenuTally(Accounts& accounts, dns::Type type, std::shared_ptr<const PoolAccounts> pool, NamedMembers named);

  // The first counter of the line.
  std::uint32_t counter(std::size_t line) const {
    const auto in_block = static_cast<std::uint32_t>(line % stats::lines_a_block);
    return block(line / stats::lines_a_block) + in_block * stats::counters_a_line;
  }
  void collect() override;

 private:
  void book(std::size_t line, std::uint64_t replies);

  dns::Type type_;
  std::shared_ptr<const PoolAccounts> pool_;
  NamedMembers named_;
  ByPath seen_ready_{};
  std::vector<std::uint64_t> seen_;  // by line
};

}  // namespace rota::stats
