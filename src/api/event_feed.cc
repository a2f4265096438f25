#include "api/event_feed.h"

#include <memory>
#include <string>

namespace rota::api {

namespace {

constexpr std::size_t most_documents = 8;  // of some 300 KiB

}  // namespace

void EventFeed::add(operate::EventPtr event) {
  history_.add(std::move(event));
  documents_.clear();
}

http::Text EventFeed::document(const std::vector<operate::EventPtr>& events) {
  if (documents_.size() >= most_documents) documents_.clear();
  http::Text& out = documents_[events.empty() ? 0 : events.front()->event.number];
  if (out) return out;
  std::string text = "{\"events\":[";
  for (const operate::EventPtr& one : events) text += (text.ends_with('[') ? "" : ",") + one->json;
  text += "],\"last\":" + std::to_string(history_.last()) + "}\n";
  return out = std::make_shared<const std::string>(std::move(text));
}

}  // namespace rota::api
