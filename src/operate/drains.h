// When a member that the operator took out is out everywhere: every worker answers
// without it, and no resolver can still hold an answer that named it. Pure: it is told
// what happened and how far the workers are.
//
// What a resolver may hold is the largest TTL that the pool gave before, its own or
// that of a pool that falls back on it. A reload that lowers a TTL does not shorten
// what was given earlier, so such a TTL is remembered until it has run out.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/persistent_map.h"
#include "config/config.h"
#include "health/overrides.h"

namespace rota::operate {

struct DrainState {
  enum class Waiting : std::uint8_t { nothing, workers, caches };

  Waiting waiting = Waiting::nothing;
  Time safe_at{};  // or has been since; while workers are waited for: at the earliest

  bool is_safe() const { return waiting == Waiting::nothing; }
};

class Drains {
 public:
  // A change of the published answers, from its beginning until all workers have
  // moved on to it.
  struct Step {
    std::uint64_t edition = 0;                // 0 = not published yet
    std::atomic<Time> reached = Time::max();  // by every worker
  };

  // The caller sets a step's edition once it is published. `out` are the members of
  // `config` that are out now; those that were out before keep their time. Both return
  // the step; what throws has changed nothing.
  std::shared_ptr<Step> adopt(const config::Config& config, const std::set<config::MemberKey>& out,
                              std::shared_ptr<Step> step = std::make_shared<Step>());
  std::shared_ptr<Step> take_out(const config::MemberKey& member,
                                 std::shared_ptr<Step> step = std::make_shared<Step>());
  void bring_back(const config::MemberKey& member) { out_.members_.erase(member); }

  // Every worker has reached this edition by now.
  void look(std::uint64_t oldest_in_use, Time now);
  bool waits_for_workers() const { return !pending_.empty(); }  // look() is to be called soon

  // Answers of that TTL were given until the step was reached.
  struct Hold {
    seconds ttl{};
    std::shared_ptr<const Step> until;
  };
  using Holds = std::vector<Hold>;

  // The members that are out, for any thread to look into. Workers that move on later
  // show in a copy as well.
  class Out {
   public:
    // Nothing for a member that is not out.
    std::optional<DrainState> of(const config::MemberKey& member, Time now) const;
    bool empty() const { return members_.empty(); }

   private:
    friend class Drains;
    PersistentMap<config::MemberKey, Holds> members_;
  };
  const Out& out() const { return out_; }

 private:
  using PoolKey = std::pair<std::string, std::string>;  // zone and pool

  static std::map<PoolKey, seconds> longest_ttls(const config::Config& config);
  Holds holds_of(const config::MemberKey& member, const std::map<PoolKey, seconds>& ttls,
                 const std::shared_ptr<const Step>& until) const;

  std::map<PoolKey, seconds> ttls_;   // of the running configuration
  std::map<PoolKey, Holds> earlier_;  // longer ones that were given before
  Out out_;
  std::vector<std::shared_ptr<Step>> pending_;  // not reached yet
};

}  // namespace rota::operate
