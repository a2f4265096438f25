// Watches over what this node sees: while it is blind, silence takes no member down.
// What is heard counts as ever, refusals too.
#pragma once

#include <array>
#include <functional>
#include <vector>

#include "health/blindness.h"
#include "health/target_table.h"

namespace rota::health {

class BlindnessWatch {
 public:
  // Called when this node has become blind, or, with "", sees again.
  using Changed = std::function<void(const Blindness& now)>;

  BlindnessWatch(const TargetTable& table, Changed changed) : table_(table), changed_(std::move(changed)) {}

  // A probe has found this. Before the verdict hears it: silence is not counted while
  // this node is blind, which is looked into when that would take the target down.
  void weigh(Watched& one, Outcome& outcome, Time now);

  // To be called about once a second.
  void look(Time now) { look(now, Time::min()); }

  std::vector<Blindness> blindness() const;

 private:
  struct FamilyView {
    Blindness now;
    Time from = Time::min();  // what it went blind by began then; nothing older makes it see
    Time sees_since{};        // what was asked earlier was asked by the blind
  };

  void look(Time now, Time since);
  void judge(FamilyView& view, Time now, Time since);

  const TargetTable& table_;
  Changed changed_;
  std::array<FamilyView, 2> families_{FamilyView{{Family::v4}}, FamilyView{{Family::v6}}};
  Time looked_{};
};

}  // namespace rota::health
