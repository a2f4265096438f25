// The publisher: the one writer of the published snapshot, on a thread of its
// own. It owns the running world, bakes the pools whose health moved, and swaps
// their menus; so a flip reaches the answers at once also during a reload.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string_view>
#include <thread>
#include <variant>
#include <vector>

#include "bake/baker.h"
#include "base/clock.h"
#include "base/inbox.h"
#include "base/published.h"
#include "health/targets.h"
#include "snapshot/snapshot.h"

namespace rota::publish {

// How much work there was.
struct Bakes {
  std::uint64_t count = 0;           // for flips and overrides, each burst together
  std::chrono::nanoseconds total{};  // that they took, to their publication
  std::chrono::nanoseconds age{};    // of what is published, whatever it came from
  std::chrono::nanoseconds last{};   // that the bake of what is published took; 0: it came of a load
};

class Publisher {
 public:
  // Called on the publisher's thread once it is published that a pool's members are all
  // down in a family, or no longer. To be short.
  using Turned = std::function<void(const config::Config& config, const bake::TurnedPool& turned)>;

  // `published` must outlive it.
  explicit Publisher(Published<snapshot::Snapshot>& published, Turned turned = {});
  ~Publisher();

  // What is known at the moment of a swap, newer than what the world was baked with.
  struct Known {
    health::TargetHealths health;
    std::vector<bake::MemberOverride> overrides;
  };

  // All of these but inspect() go through even where memory is short, if later.

  // From now on this world is published; what moved since its bake is baked again
  // before the swap. `done` is called on the publisher's thread with the edition it
  // became.
  void adopt(std::uint64_t generation, std::unique_ptr<bake::World> world, Known known,
             std::function<void(std::uint64_t edition)> done);

  // A target of that generation changed; of another generation it is ignored.
  void note(std::uint64_t generation, TargetId target, health::TargetHealth health);

  // What the operator says of a member of that generation, in place of what was said of
  // it before; of another generation it is ignored. `done` is called on the publisher's
  // thread with the edition that every answer heeds it from, and the world of it, null
  // when it was ignored.
  using Overridden = std::function<void(std::uint64_t edition, const bake::World*)>;
  void override_member(std::uint64_t generation, const bake::MemberOverride& said, Overridden done);

  // Calls `look` on the publisher's thread with the running world, everything noted so
  // far in it; with nullptr when there is none. It is to be short: a flip waits for one
  // look at most, however many stand in line.
  void inspect(std::function<void(const bake::World*)> look);

  Bakes bakes() const;  // any thread

  // `done` is called on the publisher's thread once all that was noted is published.
  void when_published(std::function<void()> done);

 private:
  struct Adopt {
    std::uint64_t generation = 0;
    std::unique_ptr<bake::World> world;
    Known known;
    std::function<void(std::uint64_t)> done;
  };
  struct Note {
    std::uint64_t generation = 0;
    TargetId target;
    health::TargetHealth health;
  };
  struct Override {
    std::uint64_t generation = 0;
    bake::MemberOverride said;
    Overridden done;
  };
  struct Settled {
    std::function<void()> done;
  };
  struct Inspect {
    std::function<void(const bake::World*)> look;
  };
  using Message = std::variant<Adopt, Note, Override, Settled, Inspect>;

  void put(Message message);
  void run();
  template <class Work>
  void persist(std::string_view what, Work work);
  void handle(Adopt& adopt);
  void handle(const Note& note);
  void handle(const Override& spoken);
  void handle(const Settled& settled);
  void handle(Inspect& inspect);
  void look_once();
  void publish_if_changed();
  void publish();
  void sample_if_due();

  Published<snapshot::Snapshot>& published_;
  Turned turned_;
  Inbox<Message> inbox_;
  std::deque<Inspect> looks_;  // that wait until nothing else is to be done
  std::uint64_t generation_ = 0;
  std::unique_ptr<bake::World> world_;
  bool is_unpublished_ = false;  // it answers in a way that no edition stands for yet
  std::atomic<std::uint64_t> bakes_{0};
  std::atomic<std::chrono::nanoseconds> bake_time_{};
  std::atomic<std::chrono::nanoseconds> last_bake_{};
  std::atomic<Time> published_at_{};
  Time next_sample_ = std::chrono::steady_clock::now() + stats::sample_interval;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace rota::publish
