// The board: target -> state. It owns the probes of the running configuration
// and tells of every change. Lives on one thread, the one that runs the loop.
#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/dice.h"
#include "base/mistakes.h"
#include "config/config.h"
#include "health/check.h"
#include "health/targets.h"

namespace rota::health {

class Board {
 public:
  // Told on the loop's thread, at once when a probe decides.
  using Changed = std::function<void(std::uint64_t generation, std::uint32_t target, TargetHealth health)>;

  // `state_directory` "" keeps nothing across restarts.
  Board(boost::asio::io_context& loop, const Clock& clock, Dice dice, std::string state_directory, Changed changed);
  ~Board();

  // What is known of these targets, by key (of saved states too); for a bake.
  std::vector<TargetHealth> view(const TargetList& list, const std::vector<config::CheckConfig>& checks) const;

  // From now on these are probed; states of targets with an unchanged key are
  // kept. `checks` is as long as the configuration's. Changes carry `generation`.
  void adopt(std::uint64_t generation, std::shared_ptr<const TargetList> list,
             const std::vector<config::CheckConfig>& configs, std::vector<std::shared_ptr<const Check>> checks);

  // Calls back once: when every target has had its first result, or after `limit`.
  void when_ready(milliseconds limit, std::function<void()> done);

  void stop();  // cancels probes and timers, saves states

 private:
  struct Work;
  std::unique_ptr<Work> work_;
};

}  // namespace rota::health
