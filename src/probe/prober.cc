#include "probe/prober.h"

#include <sys/resource.h>

#include <algorithm>
#include <utility>

#include "base/guard.h"
#include "health/due.h"
#include "probe/checks/all.h"
#include "probe/context.h"

namespace rota::probe {

namespace {

// A quarter of our descriptors is for probes, the rest is for those who ask us.
std::size_t most_in_flight() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1;
  return std::max<std::size_t>(limit.rlim_cur / 4, 1);
}

constexpr milliseconds at_a_stretch{4};  // probes are started for so long before others have their turn
constexpr milliseconds attentive{100};  // the pulse while probes are in flight, to notice a loop that is late

// A target in doubt is probed at once, another within one more interval.
Schedule::Turn turn_of(const health::Watched& one) {
  const milliseconds patience = one.verdict.is_hurried() ? milliseconds(0) : one.timing.interval;
  return {.target = one.id, .due = one.due, .deadline = one.due + patience, .pace = one.pace};
}

}  // namespace

Prober::Prober(boost::asio::io_context& loop, const Clock& clock, Dice dice, health::TargetTable& table,
               Weigh weigh, Heard heard)
    : loop_(loop),
      clock_(clock),
      dice_(dice),
      table_(table),
      weigh_(std::move(weigh)),
      heard_(std::move(heard)),
      http_(loop),
      pulse_(loop, clock, [this] { beat(); }),
      budget_(most_in_flight()) {}

std::unique_ptr<health::Probes> Prober::start(boost::asio::io_context& loop, const Clock& clock, Dice dice,
                                              health::TargetTable& table, Weigh weigh, Heard heard) {
  return std::make_unique<Prober>(loop, clock, dice, table, std::move(weigh), std::move(heard));
}

health::Checks Prober::make(const health::KindSettings& settings) const {
  health::Checks out;
  for (const auto& one : settings)
    out.push_back(one ? std::visit([](const auto& kind) { return probe::make(kind); }, *one) : nullptr);
  return out;
}

Time Prober::first_due(const health::Watched& one, std::size_t among) {
  return health::first_due(clock_.now(), one.timing.interval, among, dice_.fraction());
}

void Prober::plan_all() {
  schedule_ = Schedule(budget_.in_flight());
  for (const auto& one : table_.all()) {
    if (!one->is_probed()) {
      one->probe.reset();
    } else if (one->probe) {
      schedule_.started(one->pace);
    } else {
      schedule_.plan(turn_of(*one));
    }
  }
  pulse_.wake_by(clock_.now());
}

void Prober::end_lost(Time now) {
  constexpr seconds grace{5};
  for (const auto& one : table_.all())
    if (one->probe && now - one->started > one->timing.timeout + grace)
      end(*one, health::own_trouble("no result"));
}

void Prober::beat() {
  const Time now = clock_.now();
  budget_.beat(now, pulse_.latest());
  schedule_.allow(budget_.in_flight());
  while (const auto target = schedule_.take(now)) {
    send(table_[*target]);
    if (clock_.now() - now >= at_a_stretch) break;  // the rest after the loop has gone round
  }
  rest();
}

// One timer serves the schedule and the watch over ourselves.
void Prober::rest() {
  if (const auto next = schedule_.next()) pulse_.wake_by(*next);
  if (schedule_.in_flight() > 0) pulse_.wake_by(clock_.now() + attentive);
}

// That a probe cannot be made is our own trouble, and says nothing of its target.
void Prober::send(health::Watched& one) {
  one.started = clock_.now();
  if (one.started - one.due > one.timing.fast_interval) ++late_;
  const auto trouble = guarded("starting a probe", [&] { begin(one); });
  if (!trouble) return;
  end(one, health::own_trouble(trouble->text));
  http_.resume();  // with it, probes in flight may have lost what they wait for
}

void Prober::begin(health::Watched& one) {
  const health::ProbeContext context{.loop = loop_, .http = http_};
  one.probe = one.check->start(context, table_.target_of(one).address, one.timing.timeout,
                               [this, &one](health::Outcome outcome) { end(one, std::move(outcome)); });
}

// What throws here leaves a target that is neither probed nor planned: see resume().
void Prober::end(health::Watched& one, health::Outcome outcome) {
  const Time now = clock_.now();
  const auto probe = std::move(one.probe);  // its caller may still stand in it
  if (outcome.timed_out && one.was_late(pulse_.worst_since(one.started), now)) {
    outcome.finding = health::Finding::inconclusive;
    outcome.evidence = health::Evidence::none;
    outcome.reason = "timeout, but this process was late itself";
  }
  const Pace pace = outcome.timed_out ? Pace::slow : Pace::prompt;
  const bool may_fall = weigh_(one, outcome, now);
  const health::TargetHealth before = one.verdict.health();
  const auto progress = one.hear(outcome, now, clock_.wall(), may_fall);
  schedule_.finished(one.pace);
  one.set_next_due(now, dice_.fraction());
  one.pace = pace;
  schedule_.plan(turn_of(one));
  rest();
  heard_(one, outcome, before, progress);
}

void Prober::stop() {
  pulse_.stop();
  for (const auto& one : table_.all()) one->probe.reset();
}

}  // namespace rota::probe
