// The events as the API's thread knows them: those from before it, and each one as it
// is told. Nobody who asks for events is answered by the control loop. A text that
// several ask for is made once.
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "http/message.h"
#include "operate/events/history.h"

namespace rota::api {

class EventFeed {
 public:
  explicit EventFeed(operate::History history) : history_(std::move(history)) {}

  void add(operate::EventPtr event);
  const operate::History& history() const { return history_; }

  // {"events": [...], "last": 7}: these, which are the last ones of the history.
  http::Text document(const std::vector<operate::EventPtr>& events);

 private:
  operate::History history_;
  std::map<std::uint64_t, http::Text> documents_;  // by the number of their first event
};

}  // namespace rota::api
