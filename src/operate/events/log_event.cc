#include "operate/events/log_event.h"

#include <string>

namespace rota::operate {

void log_event(LogLevel level, const Event& event) {
  std::string text = event.text;
  if (event.kind == EventKind::override) {  // its text does not say them
    if (!event.who.empty()) text += ", by " + event.who;
    if (!event.reason.empty()) text += " (" + event.reason + ")";
  }
  log(level, name_of(event.kind), text,
      {{"zone", event.of.zone},
       {"pool", event.of.pool},
       {"member", event.of.member},
       {"who", event.who},
       {"reason", event.reason}});
}

}  // namespace rota::operate
