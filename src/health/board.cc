#include "health/board.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "health/blindness_watch.h"
#include "health/brakes.h"
#include "health/certificate.h"
#include "health/complaints.h"
#include "health/memory.h"
#include "health/pulse.h"
#include "health/readiness.h"

namespace rota::health {

namespace {

constexpr seconds housekeeping{1};  // between looks for stale targets and for something to save
constexpr seconds refresh{60};      // a steady state is saved again, so that it is young after a crash

}  // namespace

struct Board::Work {
  Work(boost::asio::io_context& loop, const Clock& clock_, const Dice& dice_, const StateDirectory& state,
       MakeProbes make_probes, Changed changed_, TargetNews target_news_, BlindnessNews blindness_news_)
      : clock(clock_),
        dice(dice_),
        changed(std::move(changed_)),
        target_news(std::move(target_news_)),
        blindness_news(std::move(blindness_news_)),
        memory(state),
        probes(make_probes(
            loop, clock, dice, table, [this](auto&&... found) { return weigh(found...); },
            [this](auto&&... heard) { hear(heard...); })),
        house(loop, clock, [this] { keep_house(); }),
        last_save(clock.now()),
        readiness(loop, clock) {}

  const Clock& clock;
  Dice dice;
  Changed changed;
  TargetNews target_news;
  BlindnessNews blindness_news;
  Memory memory;
  std::uint64_t generation = 0;
  Adopted adopted{};  // with it, however often that was tried
  std::unique_ptr<Probes> probes;
  TargetTable table{};
  BlindnessWatch watch{table, [this](const Blindness& now) { tell(now); }};
  Pulse house;
  Time next_housekeeping{}, last_save;
  Complaints complaints;
  bool is_unsaved = false;
  bool is_unplanned = false;  // the targets to be probed are others than those of the plan
  Readiness readiness;
  // --- what probes found ---

  bool weigh(Watched& one, Outcome& outcome, Time now) {
    watch.weigh(one, outcome, now);
    const auto fell = [this](TargetId target) { return table[target].fell; };
    const bool is_falling = one.verdict.is_known() && one.verdict.would_fall();
    return !is_falling || may_fall(table.list(), one.id, fell, now);
  }

  void hear(Watched& one, const Outcome& outcome, TargetHealth before, const Verdict::Progress& progress) {
    if (outcome.finding == Finding::inconclusive)
      complaints.note(table.target_of(one), outcome, clock.now());
    else
      note(one, outcome, before, progress);
    if (const auto news = news_of_certificate(one, clock.wall())) tell(one, *news);
    readiness.heard(one);
  }

  void note(const Watched& one, const Outcome& outcome, TargetHealth before,
            const Verdict::Progress& progress) {
    if (progress.decided) is_unsaved = true;
    if (before != one.verdict.health()) changed(generation, one.id, one.verdict.health());
    if (const auto news = news_of_result(outcome, progress)) tell(one, *news);
    if (before.state == State::stale && !progress.decided)
      tell(one, news_of_return(one.verdict.health().state));
  }

  void tell(const Watched& one, const News& news) {
    announce(table.target_of(one), news);
    if (target_news && news.level != LogLevel::debug) target_news(table.target_of(one), news);
  }

  void tell(const Blindness& now) {
    const News news = news_of_blindness(now);
    log(news.level, news.event, news.text, {{"family", label_of(now.family)}, {"reason", news.reason}});
    if (blindness_news) blindness_news(news);
    if (now.why.empty()) forget_doubts(now.family);
  }

  // What began in blindness, or brought it about, is not held against anybody.
  void forget_doubts(Family family) {
    for (const auto& one : table.all())
      if (table.target_of(*one).address.family() == family)
        change(*one, [&] { one->verdict.forget_doubt(); });
  }

  // --- housekeeping ---

  void keep_house() {
    const Time now = clock.now();
    const bool is_in_time = now - next_housekeeping < housekeeping;
    next_housekeeping = now + housekeeping;
    house.wake_by(next_housekeeping);  // before what may fail
    // When the loop itself stood still, the overdue probes speak before anything is called stale.
    if (is_in_time) find_stale(now);
    probes->end_lost(now);
    watch.look(now);
    if (!is_unsaved && now - last_save < refresh) return;
    save();
    is_unsaved = false;
    last_save = now;
  }

  void find_stale(Time now) {
    for (const auto& one : table.all()) {
      if (!one->grows_stale(now, clock.wall())) continue;
      changed(generation, one->id, one->verdict.health());
      tell(*one, news_of_stale(now - one->verdict.last_result()));
    }
  }

  void save() { memory.save(table.states(clock.now(), clock.wall())); }

  void stop() {
    probes->stop();
    house.stop();
    readiness.stop();
    if (!table.all().empty()) save();
    memory.flush();
  }

  // --- a new configuration ---

  Adopted adopt(std::uint64_t new_generation, std::shared_ptr<const TargetList> next,
                const IdVector<CheckId, config::CheckConfig>& configs, const Checks& checks) {
    const Time now = clock.now();
    const auto identities = memory.identities_of(*next, configs);
    const auto make = [&](const Target& target, Identity identity) {
      return make_watched(identity, configs[target.check], identities.size(), now);
    };
    const Adopted found = table.adopt(std::move(next), identities, make);
    if (std::exchange(generation, new_generation) != new_generation) adopted = found;
    is_unplanned = true;
    for (const auto& one : table.all()) {
      memory.forget(one->identity);
      const CheckId check = table.target_of(*one).check;
      one->check = checks[check];
      one->follow(configs[check], now, dice.fraction());
    }
    resume();
    return adopted;
  }

  void resume() {
    probes->resume();
    plan_all();
    house.wake_by(clock.now());
    for (const auto& one : table.all()) changed(generation, one->id, one->verdict.health());
  }

  std::unique_ptr<Watched> make_watched(Identity identity, const config::CheckConfig& config,
                                        std::size_t targets, Time now) {
    auto made = std::make_unique<Watched>(config.timing, assumed(identity, config.start), now, clock.wall());
    made->due = probes->first_due(*made, targets);
    return made;
  }

  std::optional<bool> assumed(Identity identity, config::Start start) const {
    return memory.assumed(identity, start, clock.wall());
  }

  void plan_all() {
    probes->plan_all();
    readiness.begin();
    for (const auto& one : table.all()) readiness.await(*one);
    readiness.call_if_nobody_is_awaited();
    is_unplanned = false;
  }

  void pause(const IdVector<TargetId, bool>& paused) {
    const Time now = clock.now();
    for (const auto& one : table.all()) {
      const bool is_paused = paused.has(one->id) && paused[one->id];
      if (one->is_paused == is_paused) continue;
      is_unplanned = true;
      forget(*one, now);
      one->is_paused = is_paused;
    }
    if (is_unplanned) plan_all();
  }

  // At both ends of a pause: nobody looked in between.
  void forget(Watched& one, Time now) {
    change(one, [&] { one.forget(assumed(one.identity, one.start), now, clock.wall()); });
  }

  template <class Make>
  void change(Watched& one, Make make) {
    const TargetHealth before = one.verdict.health();
    make();
    if (before != one.verdict.health()) changed(generation, one.id, one.verdict.health());
  }
};

Board::Board(boost::asio::io_context& loop, const Clock& clock, const Dice& dice, const StateDirectory& state,
             MakeProbes make_probes, Changed changed, TargetNews target_news, BlindnessNews blindness_news)
    : work_(std::make_unique<Work>(loop, clock, dice, state, make_probes, std::move(changed),
                                   std::move(target_news), std::move(blindness_news))) {}

Board::~Board() = default;
TargetHealths Board::view(const TargetList& list,
                          const IdVector<CheckId, config::CheckConfig>& configs) const {
  TargetHealths out;
  const Time now = work_->clock.now();
  const auto identities = work_->memory.identities_of(list, configs);
  for (const TargetId id : identities.ids()) {
    const auto* known = work_->table.find(identities[id]);
    const auto& config = configs[list.targets[id].check];
    const auto first = [&] { return work_->assumed(identities[id], config.start); };
    out.push_back(known ? known->verdict.health() : Verdict(config.timing, first(), now).health());
  }
  return out;
}

Adopted Board::adopt(std::uint64_t generation, std::shared_ptr<const TargetList> list,
                     const IdVector<CheckId, config::CheckConfig>& configs, const Checks& checks) {
  return work_->adopt(generation, std::move(list), configs, checks);
}

void Board::when_ready(milliseconds limit, std::function<void()> done) {
  work_->readiness.call(limit, std::move(done));
}

Checks Board::make(const KindSettings& settings) const { return work_->probes->make(settings); }

IdVector<TargetId, TargetStatus> Board::statuses() const { return work_->table.statuses(); }
std::vector<Blindness> Board::blindness() const { return work_->watch.blindness(); }
std::uint64_t Board::late_probes() const { return work_->probes->late(); }
void Board::pause(const IdVector<TargetId, bool>& paused) { work_->pause(paused); }
void Board::resume() { work_->resume(); }
void Board::save() { work_->save(); }
void Board::stop() { work_->stop(); }

}  // namespace rota::health
