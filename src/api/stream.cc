#include "api/stream.h"

#include <algorithm>
#include <utility>

#include "base/guard.h"
#include "base/json.h"

namespace rota::api {

std::optional<std::string> Channel::next() {
  if (queue_.empty()) return is_ended_ ? std::nullopt : std::optional<std::string>("");
  std::string out;
  while (!queue_.empty() && out.size() < 64 * 1024) {
    out += *queue_.front();
    queue_.pop_front();
  }
  size_ -= out.size();
  return out;
}

void Channel::put(const http::Text& text) {
  if (is_ended_) return;
  if (size_ + text->size() > most_queued) {
    queue_.clear();
    size_ = 0;
    return end();
  }
  queue_.push_back(text);
  size_ += text->size();
  wake();
}

void Channel::end() {
  is_ended_ = true;
  wake();
}

http::Text event_text(const operate::LoggedEvent& event) {
  return std::make_shared<const std::string>("id: " + std::to_string(event.event.number) +
                                             "\nevent: event\ndata: " + event.json + "\n\n");
}

http::Text pulse_text(const boost::json::object& pulse) {
  return std::make_shared<const std::string>("event: pulse\ndata: " + boost::json::serialize(pulse) + "\n\n");
}

std::shared_ptr<Channel> Streams::open(const std::vector<operate::EventPtr>& missed) {
  if (channels().size() >= most_streams) return nullptr;
  auto out = std::make_shared<Channel>();
  // A client that has lost us tries again after a second.
  out->put(std::make_shared<const std::string>("retry: 1000\n\n"));
  for (const operate::EventPtr& event : missed) out->put(event_text(*event));
  channels_.push_back(out);
  return out;
}

void Streams::send(const http::Text& text) {
  for (const auto& channel : channels()) guarded("an event of a stream", [&] { channel->put(text); });
}

bool Streams::empty() { return channels().empty(); }

std::vector<std::shared_ptr<Channel>> Streams::channels() {
  std::erase_if(channels_, [](const auto& weak) { return weak.expired(); });
  std::vector<std::shared_ptr<Channel>> out;
  for (const auto& weak : channels_) out.push_back(weak.lock());
  return out;
}

}  // namespace rota::api
