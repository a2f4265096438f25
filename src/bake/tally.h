// One range of the lanes' counters, and the accounts that what is counted there goes
// to. It may be collected as often as one likes: each count goes to the accounts once.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "bake/accounts.h"
#include "base/lanes.h"
#include "dns/types.h"

namespace rota::bake {

class Tally {
 public:
  // Takes the range; it is given back at the end, when nobody may count there any more.
  Tally(Accounts& accounts, std::uint32_t size)
      : lanes_(accounts.lanes()), ready_(accounts.ready()), size_(size), first_(lanes_.take(size)) {}
  virtual ~Tally() { lanes_.give_back(first_, size_); }
  Tally(const Tally&) = delete;
  Tally& operator=(const Tally&) = delete;

  std::uint32_t first() const { return first_; }
  virtual void collect() = 0;

 protected:
  // Books replies of the short way of this type; returns how many are new.
  std::uint64_t book_ready(dns::Type type, const ByPath& now, ByPath& seen) const;

  const Lanes& lanes() const { return lanes_; }

 private:
  Lanes& lanes_;
  std::shared_ptr<ReadyAccount> ready_;
  std::uint32_t size_;
  std::uint32_t first_;
};

class ZoneTally final : public Tally {
 public:
  ZoneTally(Accounts& accounts, std::shared_ptr<ZoneAccount> account)
      : Tally(accounts, snapshot::zone_tally_size), account_(std::move(account)) {}

  void collect() override;
  const ZoneAccount& account() const { return *account_; }

 private:
  std::shared_ptr<ZoneAccount> account_;
  ByPath seen_a_{};
  ByPath seen_aaaa_{};
  std::array<std::uint64_t, snapshot::rcode_count> seen_{};
};

// Whom each line of a menu names: members by index, of the pool itself or its fallback.
struct NamedMembers {
  std::vector<std::vector<std::uint32_t>> lines;
  std::shared_ptr<const PoolAccounts> of;
};

class MenuTally final : public Tally {
 public:
  MenuTally(Accounts& accounts, dns::Type type, std::shared_ptr<const PoolAccounts> pool, NamedMembers named);

  void collect() override;

 private:
  void book(std::size_t line, std::uint64_t replies);

  dns::Type type_;
  std::shared_ptr<const PoolAccounts> pool_;
  NamedMembers named_;
  ByPath seen_ready_{};
  std::vector<std::uint64_t> seen_;  // by line
};

}  // namespace rota::bake
