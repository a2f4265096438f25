#include "publish/publisher.h"

#include <algorithm>
#include <utility>

#include "base/guard.h"

namespace rota::publish {

namespace {

// Flips that come in a burst are baked together; the first of them goes out at once.
constexpr milliseconds least_gap{10};
constexpr milliseconds sweep_interval{500};
constexpr milliseconds retry_gap{50};

}  // namespace

Publisher::Publisher(Published<snapshot::Snapshot>& published, Turned turned)
    : published_(published), turned_(std::move(turned)), thread_([this] { run(); }) {}

Publisher::~Publisher() {
  inbox_.close();
  thread_.join();
}

void Publisher::adopt(std::uint64_t generation, std::unique_ptr<bake::World> world, Known known,
                      std::function<void(std::uint64_t)> done) {
  put(Adopt{generation, std::move(world), std::move(known), std::move(done)});
}

void Publisher::note(std::uint64_t generation, TargetId target, health::TargetHealth health) {
  put(Note{generation, target, health});
}

void Publisher::override_member(std::uint64_t generation, const bake::MemberOverride& said, Overridden done) {
  put(Override{generation, said, std::move(done)});
}

void Publisher::when_published(std::function<void()> done) { put(Settled{std::move(done)}); }

void Publisher::inspect(std::function<void(const bake::World*)> look) {
  inbox_.put(Inspect{std::move(look)});
}

// Whoever tells of a change has made it already.
void Publisher::put(Message message) {
  rota::persist("telling the publisher", [&] { inbox_.put(std::move(message)); });
}

void Publisher::run() {
  while (!inbox_.is_closed()) {
    const Time now = std::chrono::steady_clock::now();
    auto messages = inbox_.take(looks_.empty() ? now + sweep_interval : now);
    for (Message& message : messages) std::visit([this](auto& content) { handle(content); }, message);
    persist("publishing what has changed", [this] { publish_if_changed(); });
    guarded("a look at the pools", [this] { look_once(); });
    guarded("removing old answers", [this] {
      if (world_) world_->settle(published_.edition(), published_.oldest_in_use());
      published_.sweep();
      sample_if_due();
    });
    const auto is_flip = [](const Message& message) { return std::holds_alternative<Note>(message); };
    if (std::ranges::any_of(messages, is_flip)) std::this_thread::sleep_for(least_gap);
  }
}

// The board and the operator's side have moved on to this generation already: there is no
// way back, so each step is done again until it goes through.
template <class Work>
void Publisher::persist(std::string_view what, Work work) {
  while (guarded(what, work) && !inbox_.is_closed()) std::this_thread::sleep_for(retry_gap);
}

void Publisher::handle(Adopt& adopt) {
  constexpr std::string_view what = "taking over a configuration";
  persist(what, [&] { publish_if_changed(); });  // notes of the old world that came before count
  persist(what, [&] {
    if (world_) adopt.world->remember(*world_);
  });
  generation_ = adopt.generation;
  world_ = std::move(adopt.world);
  is_unpublished_ = true;
  for (const TargetId target : adopt.known.health.ids()) world_->update(target, adopt.known.health[target]);
  persist(what, [&] { world_->override_members(adopt.known.overrides); });
  persist(what, [&] {
    world_->rebake();
    publish();
  });
  last_bake_ = std::chrono::nanoseconds(0);
  persist(what, [&] { adopt.done(published_.edition()); });
}

void Publisher::handle(const Note& note) {
  if (note.generation == generation_ && world_) world_->update(note.target, note.health);
}

void Publisher::handle(const Override& spoken) {
  const bool counts = spoken.generation == generation_ && world_ != nullptr;
  persist("an override", [&] {
    if (counts) world_->override_member(spoken.said);
    publish_if_changed();
    spoken.done(published_.edition(), counts ? world_.get() : nullptr);
  });
}

void Publisher::handle(const Settled& settled) {
  persist("publishing what has changed", [&] {
    publish_if_changed();
    settled.done();
  });
}

void Publisher::handle(Inspect& inspect) {
  guarded("a look at the pools", [&] { looks_.push_back(std::move(inspect)); });
}

void Publisher::look_once() {
  if (looks_.empty()) return;
  const Inspect next = std::move(looks_.front());
  looks_.pop_front();
  next.look(world_.get());
}

// Shares of late need not know a second from the next.
void Publisher::sample_if_due() {
  const Time now = std::chrono::steady_clock::now();
  if (!world_ || now < next_sample_) return;
  world_->sample();
  next_sample_ = now + stats::sample_interval;
}

void Publisher::publish() {
  published_.publish(world_->snapshot());
  published_at_ = std::chrono::steady_clock::now();
  is_unpublished_ = false;
  for (const bake::TurnedPool& turned : world_->turned_pools())
    if (turned_) turned_(world_->config(), turned);
}

void Publisher::publish_if_changed() {
  const Time start = std::chrono::steady_clock::now();
  if (!world_) return;
  is_unpublished_ = world_->rebake() || is_unpublished_;
  if (!is_unpublished_) return;
  publish();
  last_bake_ = published_at_.load() - start;
  bake_time_ = bake_time_.load() + last_bake_.load();
  ++bakes_;
}

Bakes Publisher::bakes() const {
  const Time at = published_at_;
  const bool any = at != Time{};
  return {.count = bakes_,
          .total = bake_time_,
          .age = any ? std::chrono::steady_clock::now() - at : std::chrono::nanoseconds(0),
          .last = last_bake_};
}

}  // namespace rota::publish
