// The two ways to load a server. Both throw std::system_error when they cannot begin.
#pragma once

#include "load/options.h"
#include "load/questions.h"
#include "load/result.h"

namespace rota::bench {

// Asks questions at random, each after the reply to another (or at a rate), for the
// duration; then waits for what is still under way.
Totals run_udp(const Options& options, const Questions& questions);
// The same over persistent connections with several queries under way on each (RFC 7766
// section 6.2.1.1). A connection that the server ends is opened again.
Totals run_tcp(const Options& options, const Questions& questions);

}  // namespace rota::bench
