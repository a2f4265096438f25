// The states of all targets over the last 24 hours, in steps of 15 minutes: each step keeps
// the worst state that was seen in it. A reload keeps them; a new process begins anew.
//
// A target costs 104 octets: a pool of 1,000 members with one check and one family 104 KB. A
// note of it looks at each target once, which takes less than 0.1 ms. Lives on the server's
// thread, like the API.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "base/id.h"
#include "base/siphash.h"
#include "health/identity.h"
#include "operate/view.h"

namespace rota::api {

class StateStrips {
 public:
  static constexpr std::size_t steps = 96;
  static constexpr std::chrono::minutes step{15};

  // What is seen in a view. To be called every few seconds, and after the news of a member: an
  // outage between two calls is missed.
  void note(const operate::View& view);

  // The worst of these targets in each step, oldest first, as a letter: u up, f failing,
  // n unknown, s stale, d down, - nothing was seen. The last step is the one of `at`.
  std::string text(const health::MemberTargets& targets, std::chrono::system_clock::time_point at) const;

  // Of which list of targets they are; null before the first note.
  const health::TargetList* list() const { return list_.get(); }

 private:
  using Strip = std::array<char, steps>;  // a ring: the step of a time is at its number modulo 96

  void take_over(const operate::View& view);
  void clear_until(std::int64_t now);

  const SipKey key_{random_key()};
  std::shared_ptr<const health::TargetList> list_;
  IdVector<TargetId, health::Identity> identities_;
  IdVector<TargetId, Strip> strips_;
  std::int64_t last_ = 0;  // the step of the last note, counted from 1970
};

}  // namespace rota::api
