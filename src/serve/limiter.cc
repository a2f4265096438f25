#include "serve/limiter.h"

#include <chrono>

#include "stats/counts.h"

namespace rota::serve {

namespace {

constexpr std::uint64_t few = 100;  // limited in a second: no reason to be careful with others

}  // namespace

void Limiter::look(const snapshot::RateLimit& limit) {
  limit_ = table_ != nullptr && limit.responses > 0 ? &limit : nullptr;
  is_pressed_ = is_pressed_ && is_on();
  if (!is_on()) return;
  now_ = clock_.now();
  if (now_ - second_ >= seconds(1)) begin_second();
}

void Limiter::begin_second() {
  is_pressed_ = limited_ >= few && limited_ * 10 >= judged_;
  judged_ = limited_ = 0;
  second_ = now_;
}

Limiter::Verdict Limiter::judge(const Address& address, RateTable::Kind kind,
                                stats::ThreadCounters counters) {
  ++judged_;
  if (limit_->exempt.contains(address)) return Verdict::answer;
  const std::uint32_t responses = kind == RateTable::Kind::negative ? limit_->negative : limit_->responses;
  const auto now = static_cast<std::uint64_t>(now_.time_since_epoch() / std::chrono::nanoseconds(1));
  if (table_->take(address, kind, {responses, limit_->burst}, now)) return Verdict::answer;
  counters.add(stats::count::limited);
  if (limit_->only_count) return Verdict::answer;
  ++limited_;
  return limit_->slip > 0 && ++slips_ % limit_->slip == 0 ? Verdict::truncate : Verdict::drop;
}

}  // namespace rota::serve
