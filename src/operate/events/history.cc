#include "operate/events/history.h"

#include <algorithm>
#include <utility>

namespace rota::operate {

EventPtr logged(Event event) {
  std::string json = json_text(event);
  return std::make_shared<const LoggedEvent>(LoggedEvent{std::move(event), std::move(json)});
}

void History::add(EventPtr event) {
  last_ = event->event.number;
  events_.push_back(std::move(event));
  if (events_.size() > most) events_.pop_front();
}

std::vector<EventPtr> History::since(std::uint64_t number) const {
  const auto first = std::ranges::find_if(
      events_, [&](const EventPtr& one) { return number > last_ || one->event.number > number; });
  return {first, events_.end()};
}

std::vector<EventPtr> History::since(WallTime when) const {
  const auto first =
      std::ranges::find_if(events_, [&](const EventPtr& one) { return one->event.at >= when; });
  return {first, events_.end()};
}

}  // namespace rota::operate
