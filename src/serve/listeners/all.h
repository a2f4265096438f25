// The kinds of listeners, one per file; all.cc is the list.
#pragma once

#include "serve/listener.h"

namespace rota::serve {

extern const ListenerKind udp_listener;
extern const ListenerKind tcp_listener;

}  // namespace rota::serve
