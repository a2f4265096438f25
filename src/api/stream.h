// GET /api/v1/stream: events as they come, and a pulse once a second, as server-sent
// events. What is sent is made once for all clients; one that does not keep up with
// it is let go, and may resume by Last-Event-ID. Lives on the server's thread.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "base/json.h"
#include "http/message.h"
#include "operate/events/history.h"

namespace rota::api {

constexpr std::size_t most_streams = 64;              // so that other requests find room
constexpr std::size_t most_queued = 4 * 1024 * 1024;  // octets for one client; most of them shared

// What one client has not been sent yet.
class Channel final : public http::Source {
 public:
  std::optional<std::string> next() override;
  void put(const http::Text& text);
  void end();

 private:
  std::deque<http::Text> queue_;
  std::size_t size_ = 0;
  bool is_ended_ = false;
};

http::Text event_text(const operate::LoggedEvent& event);  // "id: 7\nevent: event\ndata: {...}\n\n"
http::Text pulse_text(const boost::json::object& pulse);

class Streams {
 public:
  // One more client, which is to be sent these first; null when there are too many.
  std::shared_ptr<Channel> open(const std::vector<operate::EventPtr>& missed);

  void send(const http::Text& text);  // to all
  bool empty();                       // nobody listens

 private:
  std::vector<std::shared_ptr<Channel>> channels();

  std::vector<std::weak_ptr<Channel>> channels_;
};

}  // namespace rota::api
