// The questions of class CH, about the server itself (RFC 4892): version.bind and
// version.server, hostname.bind and id.server. They never reach zone data, and what
// the operator has not set is refused like anything else of that class.
#pragma once

#include "dns/query.h"
#include "dns/reply.h"
#include "serve/peer.h"
#include "snapshot/service.h"
#include "stats/counters.h"

namespace rota::serve {

// Finishes the reply to such a question, counts it by rcode and returns its size.
std::size_t answer_chaos(const dns::Query& query, const snapshot::Service& service, const Peer& peer,
                         dns::Reply& reply, stats::ThreadCounters counters);

}  // namespace rota::serve
