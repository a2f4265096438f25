// The last thousand events in their order. A copy shares them, so that each thread that
// shows or keeps events has a history of its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "operate/events/event.h"

namespace rota::operate {

// With its JSON, made once for all who show or keep it.
struct LoggedEvent {
  Event event;
  std::string json;  // on one line, without its end
};
using EventPtr = std::shared_ptr<const LoggedEvent>;

EventPtr logged(Event event);

class History {
 public:
  static constexpr std::size_t most = 1000;

  void add(EventPtr event);

  // Oldest first. Of a number that was never given out (a crash cost the last ones
  // of a life before) it is all there is.
  std::vector<EventPtr> since(std::uint64_t number) const;  // those after it; 0 = all
  std::vector<EventPtr> since(WallTime when) const;         // from the first one of then or later
  std::uint64_t last() const { return last_; }              // number of the newest; 0 = there never was one

 private:
  std::deque<EventPtr> events_;
  std::uint64_t last_ = 0;
};

}  // namespace rota::operate
