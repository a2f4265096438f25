// The makers of all listeners, one per file; all.cc is the list.
#pragma once

#include "serve/listener.h"

namespace rota::serve {

Result<std::unique_ptr<Listener>> make_udp(std::span<const Endpoint> endpoints,
                                           Published<snapshot::Snapshot>& source,
                                           stats::AllCounters& all_counters, Inherited* inherited = nullptr,
                                           RateTable* rates = nullptr);
Result<std::unique_ptr<Listener>> make_tcp(std::span<const Endpoint> endpoints,
                                           Published<snapshot::Snapshot>& source,
                                           stats::AllCounters& all_counters, Inherited* inherited = nullptr,
                                           RateTable* rates = nullptr);

}  // namespace rota::serve
