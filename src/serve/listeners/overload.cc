#include "serve/listeners/overload.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace rota::serve {

namespace {

constexpr milliseconds patience{100};  // full batches for so long are no burst
constexpr double clearly = 1.125;

// More comes in than can be answered, lest the queue run dry, but little more: a pause of
// the machine then leaves a queue as long as the pause, and not three times that.
constexpr double surplus = 1.2;
// Seconds that the queue takes: from `long_wait` on few come in, until it is short again,
// and beyond `longest_wait` nobody.
constexpr double short_wait = 0.001, long_wait = 0.002, longest_wait = 0.003;
constexpr double share_let_in = 0.6;
constexpr std::size_t short_queue = 64;  // two batches, whatever time they take

}  // namespace

std::optional<double> Overload::judge(std::size_t batch, bool is_full, Time now, const Queue& queue) {
  const Span fresh{.began = now, .last = now, .dropped = queue.dropped};
  if (!span_) {
    span_ = fresh;
    return {};
  }
  span_->answered += batch;
  if (is_full) {
    span_->in_full += batch;
    span_->busy += in_seconds(now - span_->last);
  }
  span_->last = now;
  if (now - span_->began >= patience) {
    look_back(*span_, queue.dropped);
    span_ = fresh;
  }
  const double before = std::exchange(told_share_, share(queue.waiting));
  return told_share_ != before ? std::optional(told_share_) : std::nullopt;
}

// It begins when clearly more came than was answered, and ends when what came could be.
// What can be answered is seen where it was not waited for: in full batches.
void Overload::look_back(const Span& span, std::uint64_t dropped) {
  const double coming =
      static_cast<double>(span.answered + dropped - span.dropped) / in_seconds(span.last - span.began);
  const double capacity = span.in_full > 0 ? static_cast<double>(span.in_full) / span.busy : capacity_;
  const bool is_too_much = coming > capacity * (is_acting() ? 1 : clearly);
  capacity_ = is_too_much ? capacity : 0;
  open_ = is_too_much ? std::min(surplus * capacity / coming, 1.0) : 1;
}

double Overload::share(std::size_t waiting) {
  const double wait = is_acting() && waiting > short_queue ? static_cast<double>(waiting) / capacity_ : 0;
  is_long_ = wait > (is_long_ ? short_wait : long_wait);
  if (!is_long_) return open_;
  return wait > longest_wait ? 0 : open_ * share_let_in;
}

}  // namespace rota::serve
