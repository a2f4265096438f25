// Blocks of counters, and the counts by name that they are collected into. They may be
// collected as often as one likes: what was counted is added once.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "dns/types.h"
#include "stats/counters.h"
#include "stats/counts_by_name.h"

namespace rota::stats {

class CounterGroup {
 public:
  // Takes the blocks; they are given back at the end, when nobody may count there any more.
  CounterGroup(CountsByName& counts, std::size_t blocks);
  virtual ~CounterGroup() = default;
  CounterGroup(const CounterGroup&) = delete;
  CounterGroup& operator=(const CounterGroup&) = delete;

  virtual void collect() = 0;

 protected:
  // Books replies of the short way of this type; returns how many are new.
  std::uint64_t book_ready(dns::Type type, const ByPath& now, ByPath& seen) const;

  const AllCounters& all_counters() const { return all_counters_; }
  CounterId block(std::size_t i) const { return blocks_[i].first(); }

 private:
  AllCounters& all_counters_;
  std::shared_ptr<ReadyCount> ready_;
  std::vector<CounterBlock> blocks_;
};

class ZoneCounters final : public CounterGroup {
 public:
  ZoneCounters(CountsByName& counts, std::shared_ptr<ZoneCount> count)
      : CounterGroup(counts, 1), count_(std::move(count)) {}

  CounterId first() const { return block(0); }
  void collect() override;
  const ZoneCount& count() const { return *count_; }

 private:
  std::shared_ptr<ZoneCount> count_;
  ByPath seen_a_{};
  ByPath seen_aaaa_{};
  std::array<std::uint64_t, stats::zone_rcodes.size()> seen_{};
};

// Whom each line of a menu names, of whatever pools.
struct NamedMembers {
  std::vector<std::vector<MemberCount*>> lines;
  std::vector<std::shared_ptr<const PoolCounts>> pools;  // whose members they are: kept as long
};

class MenuCounters final : public CounterGroup {
 public:
  MenuCounters(CountsByName& counts, dns::Type type, std::shared_ptr<const PoolCounts> pool,
               NamedMembers named);

  // The first counter of the line.
  CounterId counter(std::size_t line) const {
    const auto in_block = static_cast<std::uint32_t>(line % stats::lines_a_block);
    return block(line / stats::lines_a_block) + in_block * stats::counters_a_line;
  }
  void collect() override;

 private:
  void book(std::size_t line, std::uint64_t replies);

  dns::Type type_;
  std::shared_ptr<const PoolCounts> pool_;
  NamedMembers named_;
  ByPath seen_ready_{};
  std::vector<std::uint64_t> seen_;  // by line
};

}  // namespace rota::stats
