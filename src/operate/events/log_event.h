// An event to the log, with what it says in fields.
#pragma once

#include "base/log.h"
#include "operate/events/event.h"

namespace rota::operate {

void log_event(LogLevel level, const Event& event);

}  // namespace rota::operate
