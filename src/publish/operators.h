// What the operators have said, as a reload needs it: it outlives configurations, and each
// must have it from its first answer on. All is called on the control loop.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "bake/overridden.h"
#include "config/config.h"
#include "health/targets.h"
#include "publish/reload_outcome.h"

namespace rota::publish {

class Operators {
 public:
  // What is said of members of this configuration, for a bake.
  virtual std::vector<bake::MemberOverride> overrides_of(
      std::shared_ptr<const config::Config> config) const = 0;

  // From now on this is the running configuration: to be called in the turn of the loop
  // that hands it to the publisher. `published` may be called on any thread with the
  // edition it became. What throws has changed nothing.
  struct Adoption {
    std::vector<bake::MemberOverride> overrides;
    std::function<void(std::uint64_t edition)> published;
  };
  virtual Adoption adopt(std::uint64_t generation, std::shared_ptr<const config::Config> config,
                         std::shared_ptr<const health::TargetList> targets) = 0;

  // To be called once the board has adopted it too: no target is probed for members in
  // maintenance alone.
  virtual void pause_maintained() = 0;

  // A configuration was loaded just now, or could not be.
  virtual void note_reload(const ReloadOutcome& outcome, std::chrono::nanoseconds took) = 0;

 protected:
  ~Operators() = default;
};

}  // namespace rota::publish
