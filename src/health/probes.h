// Who sends the probes of the targets under watch, for the board: probe/prober.h is the
// one there is. So what only bakes needs no probes, and nothing that probes need.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "base/clock.h"
#include "base/dice.h"
#include "health/check_kinds.h"
#include "health/target_table.h"

namespace boost::asio {
class io_context;
}

namespace rota::health {

using Checks = IdVector<CheckId, std::shared_ptr<const Check>>;

class Probes {
 public:
  // Called when the verdict has heard and the next probe is planned; `before` is the
  // target's health until then.
  using Heard = std::function<void(Watched& one, const Outcome& outcome, TargetHealth before,
                                   const Verdict::Progress& progress)>;

  // Called before the verdict hears; may say that the outcome does not count, and
  // returns whether it may take the target down.
  using Weigh = std::function<bool(Watched& one, Outcome& outcome, Time now)>;

  virtual ~Probes() = default;

  virtual Checks make(const KindSettings& settings) const = 0;

  // When the first probe of a new target is due, one of this many.
  virtual Time first_due(const Watched& one, std::size_t among) = 0;

  // Plans anew: all that are to be probed, each as it is due. Probes in flight go on
  // where they are still wanted.
  virtual void plan_all() = 0;

  // A task of the loop failed: what probes in flight wait for is asked for again.
  virtual void resume() = 0;

  // To be called about once a second: no probe outlives its timeout by much. One of which
  // nothing is heard any more, because of a task that failed, ends here.
  virtual void end_lost(Time now) = 0;
  virtual void stop() = 0;  // ends all

  // Probes that began more than their fast_interval after they were due: there is more to
  // probe than this node has descriptors or time for.
  virtual std::uint64_t late() const = 0;
};

// The probes that the table holds must be gone before what this makes goes.
using MakeProbes = std::unique_ptr<Probes> (*)(boost::asio::io_context& loop, const Clock& clock, Dice dice,
                                               TargetTable& table, Probes::Weigh weigh, Probes::Heard heard);

}  // namespace rota::health
