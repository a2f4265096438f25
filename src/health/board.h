// The board: target -> state. It owns the probes of the running configuration
// and tells of every change. Lives on one thread, the one that runs the loop.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/dice.h"
#include "base/mistakes.h"
#include "base/state_directory.h"
#include "config/config.h"
#include "health/announce.h"
#include "health/blindness.h"
#include "health/check.h"
#include "health/probes.h"
#include "health/status.h"
#include "health/targets.h"

namespace rota::health {

class Board {
 public:
  // Called on the loop's thread, at once when a probe decides.
  using Changed = std::function<void(std::uint64_t generation, TargetId target, TargetHealth health)>;

  // Called at once when a target goes up or down, grows stale, or is heard of again.
  using TargetNews = std::function<void(const Target& target, const News& news)>;

  // Called when this node has become blind, or sees again.
  using BlindnessNews = std::function<void(const News& news)>;

  // `state` "" keeps nothing across restarts.
  Board(boost::asio::io_context& loop, const Clock& clock, const Dice& dice, const StateDirectory& state,
        MakeProbes make_probes, Changed changed, TargetNews target_news = {},
        BlindnessNews blindness_news = {});
  ~Board();

  // What is known of these targets, by identity, and what is assumed of new ones (saved
  // states and start modes); for a bake.
  TargetHealths view(const TargetList& list, const IdVector<CheckId, config::CheckConfig>& configs) const;

  // Of the targets that are watched now, by their id, for those who look.
  IdVector<TargetId, TargetStatus> statuses() const;

  // Over which families this node is blind now.
  std::vector<Blindness> blindness() const;

  std::uint64_t late_probes() const;  // so far, see Prober

  // For adopt(); throws for want of memory.
  Checks make(const KindSettings& settings) const;

  // From now on these are probed. Targets with an unchanged identity keep their state,
  // counts and the probe in flight, whatever became of their timing; probes of the others
  // end within this call.
  // `checks` is as long as the configuration's; a target whose check is null is not
  // probed. Changed is called from within for every target of the new generation,
  // since its health may have moved after the view() that was baked. When it throws, it
  // is to be called again; so is pause().
  Adopted adopt(std::uint64_t generation, std::shared_ptr<const TargetList> list,
                const IdVector<CheckId, config::CheckConfig>& configs, const Checks& checks);

  // Which of the running generation's targets are not to be probed, in place of what
  // was said before; a new generation keeps it for the targets it takes over. What was
  // known of such a target is forgotten: it is as unknown as its start mode makes it,
  // grows never stale, and is probed at once when it returns.
  void pause(const IdVector<TargetId, bool>& paused);

  // Calls back once, from the loop: when every probed target has had its first
  // result, or after `limit`. Saved and assumed states need no first result.
  void when_ready(milliseconds limit, std::function<void()> done);

  // A task of the loop failed, perhaps one of the board's: all that it may have left undone
  // is done now, and every target's health is told anew.
  void resume();

  void save();  // the states of this moment; returns at once
  void stop();  // cancels probes and timers, saves states; nothing is called back after it

 private:
  struct Work;
  std::unique_ptr<Work> work_;
};

}  // namespace rota::health
