#include "operate/events/log_event.h"

#include <string>

namespace rota::operate {

namespace {

// What went bad in a pool has a reason.
std::string_view event_word(const Event& event) {
  if (event.kind != EventKind::pool) return name_of(event.kind);
  return event.reason.empty() ? "pool_recovered" : "pool_down";
}

}  // namespace

void log_event(LogLevel level, const Event& event) {
  std::string text = event.text;
  if (event.kind == EventKind::override) {  // its text does not say them
    if (!event.who.empty()) text += ", by " + event.who;
    if (!event.reason.empty()) text += " (" + event.reason + ")";
  }
  log(level, event_word(event), text,
      {{"zone", event.of.zone},
       {"pool", event.of.pool},
       {"member", event.of.member},
       {"who", event.who},
       {"reason", event.reason}});
}

}  // namespace rota::operate
