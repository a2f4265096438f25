// The targets of the running configuration under watch, by id and by identity. From
// one configuration to the next, targets whose identity stays are taken over with all
// that is known of them.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

#include "health/identity.h"
#include "health/memory.h"
#include "health/targets.h"
#include "health/watched.h"

namespace rota::health {

class TargetTable {
 public:
  // These are watched from now on, one identity each; `make` is asked for each that was
  // not. The probes of those that were not taken over end. What throws has changed nothing.
  using Make = std::function<std::unique_ptr<Watched>(const Target& target, Identity identity)>;
  Adopted adopt(std::shared_ptr<const TargetList> list, const IdVector<TargetId, Identity>& identities,
                const Make& make);

  const TargetList& list() const { return *list_; }
  const Target& target_of(const Watched& one) const { return list_->targets[one.id]; }
  const Watched* find(Identity identity) const;  // null when it is not watched
  Watched& operator[](TargetId id) { return *watched_[id]; }
  const IdVector<TargetId, std::unique_ptr<Watched>>& all() const { return watched_; }

  IdVector<TargetId, TargetStatus> statuses() const;
  std::vector<SavedState> states(Time now, std::chrono::system_clock::time_point wall) const;  // to be kept

 private:
  std::shared_ptr<const TargetList> list_ = std::make_shared<const TargetList>();
  IdVector<TargetId, std::unique_ptr<Watched>> watched_;
  std::unordered_map<Identity, Watched*> by_identity_;
};

}  // namespace rota::health
