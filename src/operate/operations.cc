#include "operate/operations.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <utility>

#include "bake/all_down.h"
#include "base/guard.h"
#include "config/admin.h"
#include "operate/events/log_event.h"
#include "operate/operated_pools.h"

namespace rota::operate {

namespace asio = boost::asio;
using config::MemberKey;
using health::Override;

namespace {

constexpr milliseconds view_age{100};
constexpr milliseconds attentive{50};  // between looks at the workers, while one is waited for
constexpr seconds longest_sleep{60};   // the wall clock may be set meanwhile

}  // namespace

// A word until it is published and on the disk.
struct Operations::Pending {
  Said said;
  Done done;
  int parts = 2;

  void add_note(const std::string& note) {
    if (!note.empty()) said.note += (said.note.empty() ? "" : "; ") + note;
  }
};

Operations::Operations(const Parts& parts, const StateDirectory& state)
    : parts_(parts),
      overrides_(state, parts.clock.wall()),
      pulse_(parts.loop, parts.clock, [this] { look(); }) {}

Operations::~Operations() = default;

void Operations::say(const OverrideRequest& wanted, Done done) {
  using enum Refused::Why;
  if (!config_) return done(Refused{not_yet, "nothing is served yet"});
  const auto leaf = find_member(*config_, wanted.pool, wanted.member);
  const auto of = leaf ? Result<MemberKey>(key_of(*config_, *leaf)) : find_forgotten(wanted, leaf.error());
  if (!of) return done(Refused{unknown, of.error().text});
  const config::PoolConfig& pool = leaf ? config_->pools[leaf->pool] : config::PoolConfig();
  const auto said = read_override_request(wanted, *of, pool, parts_.clock.wall());
  if (!said) return done(Refused{mistaken, said.error().text});
  if (wanted.is_overtaken(overrides_.revision()))
    return done(Refused{overtaken, "an override changed in the meantime: read the overrides again"});
  auto pending = std::make_shared<Pending>(Pending{.said = {.of = *of}, .done = std::move(done)});
  if (leaf) pending->add_note(remark(*said, pool, pool.members[leaf->member]));
  apply(*said, pending);
}

// What was said of a member that is gone can still be taken back.
Result<MemberKey> Operations::find_forgotten(const OverrideRequest& wanted, const Error& why) const {
  std::set<MemberKey> found;
  if (wanted.admin != "ready") return why;
  overrides_.rows().each([&](const Override& row) {
    if (row.of.member != wanted.member) return;
    const bool is_pool = row.of.pool == wanted.pool || row.of.zone + ":" + row.of.pool == wanted.pool;
    if (is_pool && !run_->index.find(row.of)) found.insert(row.of);
  });
  return found.size() == 1 ? Result<MemberKey>(*found.begin()) : why;
}

// Once it is noted it is in force, and all others are to hear of it.
void Operations::apply(const Override& said, const std::shared_ptr<Pending>& pending) {
  if (said.admin || said.weight)
    overrides_.set(said);
  else
    overrides_.clear(said.of);
  pending->said.revision = overrides_.revision();
  tell(said, "");
  persist("putting an override into the answers", [&] { publish(said.of, pending); });
  keep(pending);
  persist("waiting for the end of an override", [this] { sleep(); });
}

// Whoever asked is shown what has come of it, and need not ask again.
void Operations::finish_part(const std::shared_ptr<Pending>& pending) {
  if (--pending->parts > 0 || !pending->done) return;
  pending->said.view = view();
  std::exchange(pending->done, nullptr)(std::move(pending->said));
}

void Operations::keep(const std::shared_ptr<Pending>& pending) {
  const auto finish = [this, pending](const std::optional<Error>& error) {
    if (error) pending->add_note("it will not outlive a restart: " + error->text);
    finish_part(pending);
  };
  const auto failed = guarded("keeping overrides", [&] {
    overrides_.save([&loop = parts_.loop, finish](const std::optional<Error>& error) {
      persist("telling of kept overrides", [&] { asio::post(loop, [finish, error] { finish(error); }); });
    });
  });
  if (failed) finish(failed);
}

// May be done again after it has failed.
void Operations::publish(const MemberKey& of, const std::shared_ptr<Pending>& pending) {
  view_.reset();
  const auto said = run_ ? override_on(run_->index, overrides_.rows(), of) : std::nullopt;
  if (!said) return finish_unpublished(pending);
  is_pause_stale_ = run_->set(*said) || is_pause_stale_;
  if (is_pause_stale_) pause_maintained();
  const bool out = config::is_out(run_->admin(said->of));
  const auto step = out ? std::make_shared<Drains::Step>() : nullptr;
  publish::Publisher::Overridden done = [this, &loop = parts_.loop, pending, step, pool = said->of.pool](
                                            std::uint64_t edition, const bake::World* world) {
    std::optional<bake::ReportedPool> reported;
    if (pending && world != nullptr) reported = world->reported(pool);
    asio::post(loop, [this, pending, step, edition, reported = std::move(reported)] {
      published(edition, step.get());
      if (pending) finish_published(edition, reported, pending);
    });
  };
  if (out)
    drains_.take_out(of, step);
  else
    drains_.bring_back(of);
  parts_.publisher.override_member(generation_, *said, std::move(done));
}

void Operations::finish_unpublished(const std::shared_ptr<Pending>& pending) {
  if (!pending) return;
  pending->said.edition = parts_.published.edition();
  pending->add_note("the configuration has no such member");
  finish_part(pending);
}

void Operations::published(std::uint64_t edition, Drains::Step* step) {
  if (step != nullptr) step->edition = edition;
  persist("looking after overrides", [this] { look(); });
}

void Operations::finish_published(std::uint64_t edition, const std::optional<bake::ReportedPool>& reported,
                                  const std::shared_ptr<Pending>& pending) {
  pending->said.edition = edition;
  if (reported) pending->add_note(bake::what_all_down_does(*reported->config, reported->report));
  pending->said.pool = reported;
  finish_part(pending);
}

void Operations::tell(const Override& said, std::string_view before) {
  guarded("telling of an override", [&] {
    Event event = override_event(said, before);
    log_event(LogLevel::info, event);
    parts_.events.append(std::move(event));
  });
}

// --- time ---

void Operations::look() {
  end_overrides();
  drains_.look(parts_.published.oldest_in_use(), parts_.clock.now());
  view_.reset();
  sleep();
}

void Operations::end_overrides() {
  const std::vector<Override> ended = overrides_.expire(parts_.clock.wall());
  if (ended.empty()) return;
  for (const Override& row : ended) tell(row, "ended: ");
  for (const Override& row : ended) persist("ending an override", [&] { publish(row.of, nullptr); });
  guarded("keeping overrides", [this] { overrides_.save({}); });
}

void Operations::sleep() {
  const Time now = parts_.clock.now();
  if (drains_.waits_for_workers()) pulse_.wake_by(now + attentive);
  const auto next = overrides_.next_expiry();
  if (!next) return;
  const auto left = std::chrono::duration_cast<std::chrono::nanoseconds>(*next - parts_.clock.wall());
  pulse_.wake_by(now + std::clamp<std::chrono::nanoseconds>(left, milliseconds(1), longest_sleep));
}

void Operations::stop() { pulse_.stop(); }

std::vector<bake::MemberOverride> Operations::overrides_of(
    std::shared_ptr<const config::Config> config) const {
  return overrides_on(PoolIndex(std::move(config)), overrides_.rows());
}

Operations::Adoption Operations::adopt(std::uint64_t generation, std::shared_ptr<const config::Config> config,
                                       std::shared_ptr<const health::TargetList> targets) {
  auto run = std::make_unique<OperatedPools>(config, targets, overrides_.rows());
  const auto step = std::make_shared<Drains::Step>();
  Adoption out{.overrides = std::exchange(run->overrides, {}),
               .published = [this, &loop = parts_.loop, step](std::uint64_t edition) {
                 asio::post(loop, [this, step, edition] { published(edition, step.get()); });
               }};
  drains_.adopt(*config, members_out(*config, run->pools), step);
  // From here on nothing fails.
  generation_ = generation;
  config_ = std::move(config);
  targets_ = std::move(targets);
  run_ = std::move(run);
  view_.reset();
  return out;
}

void Operations::pause_maintained() {
  is_pause_stale_ = true;
  parts_.board.pause(run_->maintenance->paused());
  is_pause_stale_ = false;
}

// --- what is known ---

void Operations::note_reload(const publish::ReloadOutcome& outcome, std::chrono::nanoseconds took) {
  const auto now = parts_.clock.wall();
  const auto found = outcome.mistakes.all();
  reload_ = {.ok = outcome.is_ok(),
             .at = now,
             .took = took,
             .succeeded = outcome.applies ? now : reload_.succeeded,
             .mistakes = {found.begin(), found.end()}};
  view_.reset();
}

std::shared_ptr<const View> Operations::view() {
  const Time now = parts_.clock.now();
  if (!config_ || (view_ && now - viewed_ < view_age)) return view_;
  auto out = std::make_shared<View>();
  out->at = parts_.clock.wall();
  out->now = now;
  out->generation = generation_;
  out->config = config_;
  out->targets = targets_;
  out->statuses = parts_.board.statuses();
  out->overrides = overrides_.rows();
  out->overrides_revision = overrides_.revision();
  out->drains = drains_.out();
  out->reload = reload_;
  out->blindness = parts_.board.blindness();
  out->late_probes = parts_.board.late_probes();
  viewed_ = now;
  return view_ = std::move(out);
}

}  // namespace rota::operate
