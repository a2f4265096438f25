// The kinds of listeners, one per file; listeners.def is the table.
#pragma once

#include "serve/listener.h"

namespace rota::serve {

#define LISTENER(kind) extern const ListenerKind kind;
#include "serve/listeners/listeners.def"
#undef LISTENER

}  // namespace rota::serve
