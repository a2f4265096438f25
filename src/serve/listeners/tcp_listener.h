// A listener over TCP of whatever streams its connections are: a thread that waits for all
// its sockets at once, takes in who comes, gives each its turn when it is ready, and lets go
// who is over its limit.
#pragma once

#include <memory>
#include <vector>

#include "base/clock.h"
#include "serve/listener.h"
#include "serve/listeners/stream.h"

namespace rota::serve {

// Where connections come in, and what becomes of them.
struct TcpPoint {
  Endpoint endpoint;
  milliseconds idle_limit;  // of a connection between queries
  OpenStream open;
};

// `kind` is that of whoever makes it: its sockets and counters go by it. As ListenerKind::make.
Result<std::unique_ptr<Listener>> make_tcp_listener(const ListenerKind& kind,
                                                    const std::vector<TcpPoint>& points,
                                                    const Serving& serving);

}  // namespace rota::serve
