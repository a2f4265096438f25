#include "stats/tally.h"

#include <utility>

namespace rota::stats {

namespace {

constexpr std::uint32_t noerror = stats::slot_of(dns::Rcode::noerror);

}  // namespace

Tally::Tally(Accounts& accounts, std::size_t blocks) : lanes_(accounts.lanes()), ready_(accounts.ready()) {
  blocks_.reserve(blocks);
  for (std::size_t i = 0; i < blocks; ++i) blocks_.emplace_back(lanes_);
}

std::uint64_t Tally::book_ready(dns::Type type, const ByPath& now, ByPath& seen) const {
  ByPath fresh{};
  for (std::size_t path = 0; path < path_count; ++path)
    fresh[path] = now[path] - std::exchange(seen[path], now[path]);
  add(type == dns::Type::a ? ready_->a : ready_->aaaa, fresh);
  return sum(fresh);
}

void ZoneTally::collect() {
  account_->responses[noerror] +=
      book_ready(dns::Type::a, lanes().sum(first() + stats::zone_ready_a), seen_a_) +
      book_ready(dns::Type::aaaa, lanes().sum(first() + stats::zone_ready_aaaa), seen_aaaa_);
  for (std::size_t i = 0; i < seen_.size(); ++i) {
    const dns::Rcode rcode = stats::zone_rcodes[i];
    const std::uint64_t now = lanes().total(first() + stats::zone_counter_of(rcode));
    account_->responses[stats::slot_of(rcode)] += now - std::exchange(seen_[i], now);
  }
}

MenuTally::MenuTally(Accounts& accounts, dns::Type type, std::shared_ptr<const PoolAccounts> pool,
                     NamedMembers named)
    : Tally(accounts, (named.lines.size() + stats::lines_a_block - 1) / stats::lines_a_block),
      type_(type),
      pool_(std::move(pool)),
      named_(std::move(named)),
      seen_(named_.lines.size()) {}

void MenuTally::collect() {
  ByPath ready{};
  for (std::size_t line = 0; line < seen_.size(); ++line) {
    const ByPath quick = lanes().sum(counter(line) + stats::line_ready);
    add(ready, quick);
    const std::uint64_t now = sum(quick) + lanes().total(counter(line) + stats::line_long);
    if (now != seen_[line]) book(line, now - std::exchange(seen_[line], now));
  }
  pool_->zone->responses[noerror] += book_ready(type_, ready, seen_ready_);
}

void MenuTally::book(std::size_t line, std::uint64_t replies) {
  pool_->pool->answers += replies;
  const auto& named = named_.lines[line];
  for (const std::uint32_t member : named) {
    MemberAccount& account = *named_.of->members[member];
    account.given += replies;
    account.parts += static_cast<double>(replies) / static_cast<double>(named.size());
  }
}

}  // namespace rota::stats
