// Sends the probes of the targets under watch when they are due, lets their
// verdicts hear what was found, and hands it on.
#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <functional>

#include "base/clock.h"
#include "base/dice.h"
#include "health/budget.h"
#include "health/http_client.h"
#include "health/pulse.h"
#include "health/schedule.h"
#include "health/target_table.h"

namespace rota::health {

class Prober {
 public:
  // Called when the verdict has heard and the next probe is planned; `before` is the
  // target's health until then.
  using Heard = std::function<void(Watched& one, const Outcome& outcome, TargetHealth before,
                                   const Verdict::Progress& progress)>;

  // Called before the verdict hears; may say that the outcome does not count, and
  // returns whether it may take the target down.
  using Weigh = std::function<bool(Watched& one, Outcome& outcome, Time now)>;

  // The probes that the table holds must be gone before it goes.
  Prober(boost::asio::io_context& loop, const Clock& clock, Dice dice, TargetTable& table, Weigh weigh,
         Heard heard);

  // When the first probe of a new target is due, one of this many.
  Time first_due(const Watched& one, std::size_t among);

  // Plans anew: all that are to be probed, each as it is due. Probes in flight go on
  // where they are still wanted.
  void plan_all();

  // A task of the loop failed: what probes in flight wait for is asked for again.
  void resume() { http_.resume(); }

  // To be called about once a second: no probe outlives its timeout by much. One of which
  // nothing is heard any more, because of a task that failed, ends here.
  void end_lost(Time now);
  void stop();  // ends all

  // Probes that began more than their fast_interval after they were due: there is more to
  // probe than this node has descriptors or time for.
  std::uint64_t late() const { return late_; }

 private:
  void beat();
  void rest();
  void start(Watched& one);
  void begin(Watched& one);
  void end(Watched& one, Outcome outcome);

  boost::asio::io_context& loop_;
  const Clock& clock_;
  Dice dice_;
  TargetTable& table_;
  Weigh weigh_;
  Heard heard_;
  HttpClient http_;
  Pulse pulse_;
  Budget budget_;
  Schedule schedule_{0};  // until the first plan
  std::uint64_t late_ = 0;
};

}  // namespace rota::health
