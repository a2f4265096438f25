#include "health/board.h"

#include <optional>
#include <utility>

#include "health/announce.h"
#include "health/http_client.h"
#include "health/memory.h"
#include "health/pulse.h"
#include "health/roster.h"
#include "health/schedule.h"

namespace rota::health {

namespace {

constexpr milliseconds attentive{100};  // the pulse while probes are in flight, to notice a loop that is late
constexpr seconds housekeeping{1};      // between looks for stale targets and for something to save
constexpr seconds refresh{60};          // a steady state is saved again, so that it is young after a crash
constexpr seconds complaint_interval{60};  // between warnings of our own trouble

}  // namespace

struct Board::Work {
  Work(boost::asio::io_context& loop_, const Clock& clock_, Dice dice_, std::string directory,
       Changed changed_)
      : loop(loop_),
        clock(clock_),
        dice(dice_),
        changed(std::move(changed_)),
        memory(std::move(directory)),
        http(loop),
        pulse(loop, clock, [this] { beat(); }),
        last_save(clock.now()),
        ready_limit(loop, clock, [this] { become_ready(); }) {}

  boost::asio::io_context& loop;
  const Clock& clock;
  Dice dice;
  Changed changed;
  Memory memory;
  HttpClient http;
  Pulse pulse;

  std::uint64_t generation = 0;
  Roster roster{};
  Schedule schedule{};

  Time next_housekeeping{};
  Time last_save;
  Time next_complaint{};
  bool is_unsaved = false;

  std::size_t awaited = 0;  // targets without a first result
  std::function<void()> ready{};
  Pulse ready_limit;

  std::optional<bool> assumed(const Target& target, const config::CheckConfig& config) const {
    switch (config.start) {
      case config::Start::up: return true;
      case config::Start::down: return false;
      case config::Start::probe: return {};
      case config::Start::last: return memory.recall(target.key, clock.wall());
    }
    return {};
  }

  // --- probing ---

  void beat() {
    const Time now = clock.now();
    while (const auto index = schedule.take(now)) start(roster[*index], now);
    if (now >= next_housekeeping) keep_house(now);
    rest();
  }

  // One timer serves the schedule, the housekeeping and the watch over ourselves.
  void rest() {
    pulse.wake_by(next_housekeeping);
    if (const auto next = schedule.next()) pulse.wake_by(*next);
    if (schedule.in_flight() > 0) pulse.wake_by(clock.now() + attentive);
  }

  void start(Watched& one, Time now) {
    one.started = now;
    const ProbeContext context{.loop = loop, .http = http};
    one.probe = one.check->start(context, roster.target_of(one).address, one.timing.timeout,
                                 [this, &one](Outcome outcome) { hear(one, std::move(outcome)); });
  }

  void hear(Watched& one, Outcome outcome) {
    const Time now = clock.now();
    const auto probe = std::move(one.probe);  // its caller may still stand in it
    if (outcome.timed_out && one.was_late(pulse.worst_since(one.started), now)) {
      outcome.finding = Finding::inconclusive;
      outcome.reason = "timeout, but this process was late itself";
    }
    const TargetHealth before = one.verdict.health();
    const bool was_known = one.verdict.is_known();
    const auto progress = one.hear(outcome, now, clock.wall());
    plan_next(one, now);
    if (outcome.finding == Finding::inconclusive) return complain(one, outcome, now);
    announce_result(roster.target_of(one), outcome, progress);
    if (before.state == State::stale && !progress.decided)
      announce_return(roster.target_of(one), one.verdict.health().state);
    if (progress.decided) is_unsaved = true;
    if (before != one.verdict.health()) changed(generation, one.index, one.verdict.health());
    if (!was_known && --awaited == 0) become_ready();
  }

  void plan_next(Watched& one, Time now) {
    one.set_next_due(now, dice.fraction());
    schedule.finished();
    schedule.plan(one.index, one.due);
    rest();
  }

  void complain(const Watched& one, const Outcome& outcome, Time now) {
    if (now < next_complaint) return;
    next_complaint = now + complaint_interval;
    announce_not_counted(roster.target_of(one), outcome.reason);
  }

  // --- housekeeping ---

  void keep_house(Time now) {
    // When the loop itself stood still, the overdue probes speak before anything is called stale.
    if (now - next_housekeeping < housekeeping) find_stale(now);
    next_housekeeping = now + housekeeping;
    if (!is_unsaved && now - last_save < refresh) return;
    memory.save(roster.states(now, clock.wall()));
    is_unsaved = false;
    last_save = now;
  }

  void find_stale(Time now) {
    for (const auto& one : roster.all()) {
      if (!one->grows_stale(now, clock.wall())) continue;
      announce_stale(roster.target_of(*one), now - one->verdict.last_result());
      changed(generation, one->index, one->verdict.health());
    }
  }

  // --- readiness ---

  void become_ready() {
    ready_limit.stop();
    if (const auto done = std::exchange(ready, nullptr)) done();
  }

  void stop() {
    pulse.stop();
    ready_limit.stop();
    ready = nullptr;
    for (const auto& one : roster.all()) one->probe.reset();
    if (!roster.all().empty()) memory.save(roster.states(clock.now(), clock.wall()));
    memory.flush();
  }

  // --- a new configuration ---

  void adopt(std::uint64_t new_generation, std::shared_ptr<const TargetList> next,
             const std::vector<config::CheckConfig>& configs,
             const std::vector<std::shared_ptr<const Check>>& checks) {
    const Time now = clock.now();
    const std::size_t targets = next->targets.size();
    roster.adopt(std::move(next), [&](const Target& target) {
      return make_watched(target, configs[target.check], targets, now);
    });
    generation = new_generation;
    for (const auto& one : roster.all()) one->check = checks[roster.target_of(*one).check];
    plan_all(now);
    for (const auto& one : roster.all()) changed(generation, one->index, one->verdict.health());
  }

  std::unique_ptr<Watched> make_watched(const Target& target, const config::CheckConfig& config,
                                        std::size_t targets, Time now) {
    auto made = std::make_unique<Watched>(config.timing, assumed(target, config), now, clock.wall());
    made->due = first_due(now, config.timing.interval, targets, dice.fraction());
    memory.forget(target.key);
    return made;
  }

  void plan_all(Time now) {
    schedule = Schedule();
    awaited = 0;
    for (const auto& one : roster.all()) plan(*one);
    pulse.wake_by(now);
    if (awaited == 0 && ready) ready_limit.wake_by(now);
  }

  void plan(Watched& one) {
    if (!one.check) return one.probe.reset();
    if (!one.verdict.is_known()) ++awaited;
    one.probe ? schedule.started() : schedule.plan(one.index, one.due);
  }
};

Board::Board(boost::asio::io_context& loop, const Clock& clock, Dice dice, std::string state_directory,
             Changed changed)
    : work_(std::make_unique<Work>(loop, clock, dice, std::move(state_directory), std::move(changed))) {}

Board::~Board() = default;

std::vector<TargetHealth> Board::view(const TargetList& list,
                                      const std::vector<config::CheckConfig>& configs) const {
  std::vector<TargetHealth> out;
  for (const Target& target : list.targets) {
    const auto* known = work_->roster.find(target.key);
    const auto& config = configs[target.check];
    out.push_back(known != nullptr
                      ? known->verdict.health()
                      : Verdict(config.timing, work_->assumed(target, config), work_->clock.now()).health());
  }
  return out;
}

std::vector<TargetStatus> Board::statuses() const {
  std::vector<TargetStatus> out;
  out.reserve(work_->roster.all().size());
  for (const auto& one : work_->roster.all()) out.push_back(one->status());
  return out;
}

void Board::adopt(std::uint64_t generation, std::shared_ptr<const TargetList> list,
                  const std::vector<config::CheckConfig>& configs,
                  const std::vector<std::shared_ptr<const Check>>& checks) {
  work_->adopt(generation, std::move(list), configs, checks);
}

void Board::when_ready(milliseconds limit, std::function<void()> done) {
  work_->ready = std::move(done);
  work_->ready_limit.wake_by(work_->clock.now() + (work_->awaited > 0 ? limit : milliseconds(0)));
}

void Board::stop() { work_->stop(); }

}  // namespace rota::health
