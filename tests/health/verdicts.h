// Verdicts at the usual timing, and a clock for them.
#pragma once

#include "health/verdict.h"
#include "support/fake_clock.h"

namespace rota::health {

constexpr auto pass = Finding::pass;
constexpr auto fail = Finding::fail;

// rise 2, fall 3, interval 5 s, timeout 2 s: stale after 17 s.
struct Verdicts {
  test::FakeClock clock;
  Verdict unknown{config::Timing{}, {}, clock.now()};
  Verdict up{config::Timing{}, true, clock.now()};
  Verdict down{config::Timing{}, false, clock.now()};

  Verdict::Progress hear(Verdict& verdict, Finding finding) {
    clock.advance(seconds(1));
    return verdict.hear(finding, clock.now());
  }
};

inline bool is(const Verdict::Progress& progress, bool decided, int count, int needed) {
  return progress.decided == decided && progress.count == count && progress.needed == needed;
}

}  // namespace rota::health
