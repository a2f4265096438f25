// Response rate limiting: what one thread makes of the table that all share
// (serve/rate_table.h) and of what the operator set. It speaks of UDP only, where an
// address may be forged: who has proven its address is not asked about here.
#pragma once

#include <cstdint>

#include "base/address.h"
#include "base/clock.h"
#include "serve/rate_table.h"
#include "snapshot/rate_limit.h"
#include "stats/counters.h"

namespace rota::serve {

class Limiter {
 public:
  enum class Verdict : std::uint8_t { answer, truncate, drop };

  // A table of nullptr limits nobody. Both must outlive it.
  Limiter(RateTable* table, const Clock& clock) : table_(table), clock_(clock) {}

  // Before each batch; `limit` must stay until the next call.
  void look(const snapshot::RateLimit& limit);

  bool is_on() const { return limit_ != nullptr; }

  // What becomes of an answer; counts what is limited.
  Verdict judge(const Address& address, RateTable::Kind kind, stats::ThreadCounters counters);

  // At least a tenth of the answers of the last second were limited, and more than a few.
  bool is_pressed() const { return is_pressed_; }

 private:
  void begin_second();

  RateTable* table_;
  const Clock& clock_;
  const snapshot::RateLimit* limit_ = nullptr;  // nullptr: nothing is limited
  Time now_{};
  Time second_{};  // since when these are counted
  std::uint64_t judged_ = 0;
  std::uint64_t limited_ = 0;
  std::uint64_t slips_ = 0;
  bool is_pressed_ = false;
};

}  // namespace rota::serve
