#include "stats/counter_groups.h"

#include <utility>

namespace rota::stats {

namespace {

constexpr std::uint32_t noerror = stats::slot_of(dns::Rcode::noerror);

}  // namespace

CounterGroup::CounterGroup(CountsByName& counts, std::size_t blocks)
    : all_counters_(counts.all_counters()), ready_(counts.ready()) {
  blocks_.reserve(blocks);
  for (std::size_t i = 0; i < blocks; ++i) blocks_.emplace_back(all_counters_);
}

std::uint64_t CounterGroup::book_ready(dns::Type type, const ByPath& now, ByPath& seen) const {
  ByPath fresh{};
  for (std::size_t path = 0; path < path_count; ++path)
    fresh[path] = now[path] - std::exchange(seen[path], now[path]);
  add(type == dns::Type::a ? ready_->a : ready_->aaaa, fresh);
  return sum(fresh);
}

void ZoneCounters::collect() {
  count_->responses[noerror] +=
      book_ready(dns::Type::a, all_counters().sum(first() + stats::zone_ready_a), seen_a_) +
      book_ready(dns::Type::aaaa, all_counters().sum(first() + stats::zone_ready_aaaa), seen_aaaa_);
  for (std::size_t i = 0; i < seen_.size(); ++i) {
    const dns::Rcode rcode = stats::zone_rcodes[i];
    const std::uint64_t now = all_counters().total(first() + stats::zone_counter_of(rcode));
    count_->responses[stats::slot_of(rcode)] += now - std::exchange(seen_[i], now);
  }
}

MenuCounters::MenuCounters(CountsByName& counts, dns::Type type, std::shared_ptr<const PoolCounts> pool,
                           NamedMembers named)
    : CounterGroup(counts, (named.lines.size() + stats::lines_a_block - 1) / stats::lines_a_block),
      type_(type),
      pool_(std::move(pool)),
      named_(std::move(named)),
      seen_(named_.lines.size()) {}

void MenuCounters::collect() {
  ByPath ready{};
  for (std::size_t line = 0; line < seen_.size(); ++line) {
    const ByPath quick = all_counters().sum(counter(line) + stats::line_ready);
    add(ready, quick);
    const std::uint64_t now = sum(quick) + all_counters().total(counter(line) + stats::line_long);
    if (now != seen_[line]) book(line, now - std::exchange(seen_[line], now));
  }
  pool_->zone->responses[noerror] += book_ready(type_, ready, seen_ready_);
}

void MenuCounters::book(std::size_t line, std::uint64_t replies) {
  pool_->pool->answers += replies;
  const auto& named = named_.lines[line];
  for (MemberCount* const count : named) {
    count->given += replies;
    if (type_ == dns::Type::aaaa) count->given_aaaa += replies;
    count->parts += static_cast<double>(replies) / static_cast<double>(named.size());
  }
}

}  // namespace rota::stats
