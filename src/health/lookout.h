// Watches over what this node sees: while it is blind, silence takes no member down.
// What is heard counts as ever, refusals too.
#pragma once

#include <array>
#include <functional>
#include <vector>

#include "health/roster.h"
#include "health/sight.h"

namespace rota::health {

class Lookout {
 public:
  // Told when this node has become blind, or, with "", sees again.
  using Changed = std::function<void(const Blindness& now)>;

  Lookout(const Roster& roster, Changed changed) : roster_(roster), changed_(std::move(changed)) {}

  // A probe has found this. Before the verdict hears it: silence is not counted while
  // this node is blind, which is looked into when that would take the target down.
  void weigh(Watched& one, Outcome& outcome, Time now);

  // To be called about once a second.
  void look(Time now) { look(now, Time::min()); }

  std::vector<Blindness> blindness() const;

 private:
  struct Eye {
    Blindness now;
    Time from = Time::min();  // what it went blind by began then; nothing older makes it see
    Time sees_since{};        // what was asked earlier was asked by the blind
  };

  void look(Time now, Time since);
  void judge(Eye& eye, Time now, Time since);

  const Roster& roster_;
  Changed changed_;
  std::array<Eye, 2> eyes_{Eye{{Family::v4}}, Eye{{Family::v6}}};
  Time looked_{};
};

}  // namespace rota::health
