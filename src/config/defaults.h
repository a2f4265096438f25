// TTLs and the timing of checks: from [defaults], over a zone's own, to what a
// pool or a check says for itself.
#pragma once

#include "base/settings.h"
#include "config/config.h"

namespace rota::config {

struct Defaults {
  Ttl ttl;
  Brake brake;
  Timing timing;
  Start start = Start::last;
};

// Each reads what is written and inherits the rest.
Ttl read_ttl(Settings& settings, Ttl inherited);
Brake read_brake(Settings& settings, const Brake& inherited);
void read_timing(Settings& settings, Timing& timing, Start& start);
Defaults read_defaults(Settings& owner, const Defaults& inherited);  // the table [defaults] of a file

}  // namespace rota::config
