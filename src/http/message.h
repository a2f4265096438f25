// What passes between the server and those who answer: a request that was read
// whole, and a response. No sockets and no library's types.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rota::http {

// Who is at the other end. Over the UNIX socket the file's permissions have let
// it in, and the kernel says who it is; over TCP it is anybody who can connect.
struct Peer {
  bool is_local = false;  // over the UNIX socket
  std::string user{};     // then its name
};

struct Request {
  std::string method;  // "GET"
  std::string path;    // as sent: "/api/v1/pools/lb.example%3Aweb"
  std::string query;   // behind the '?', as sent
  std::string host;
  std::optional<std::string> origin;
  std::string authorization;
  std::string last_event;  // Last-Event-ID
  std::string if_match;
  std::string accept_encoding;
  bool has_body = false;  // one was announced
  std::string body;
  Peer peer;
  std::string who;  // over the UNIX socket a user, over TCP the name of its token: "alice"
};

// Shared: many clients may be sent the same long text.
using Text = std::shared_ptr<const std::string>;

// A body that is made while it is sent. Lives on the server's thread.
class Source {
 public:
  virtual ~Source() = default;

  // The next piece, of some 64 KiB at most; "" when there is none now, then `wake`
  // is called once there is; nothing at the end.
  virtual std::optional<std::string> next() = 0;
  virtual void when_more(std::function<void()> wake) { wake_ = std::move(wake); }

 protected:
  void wake() const {
    if (wake_) wake_();
  }

 private:
  std::function<void()> wake_;
};

struct Response {
  int status = 200;
  std::string type = "application/json";
  Text body{};                                                // or, in place of it,
  std::shared_ptr<Source> source{};                           // a body of unknown length
  std::vector<std::pair<std::string, std::string>> fields{};  // more header fields
  bool close = false;                                         // the connection ends with this
};

Response text_response(std::string body, std::string type = "application/json");
Response error_response(int status, std::string_view sentence);  // {"error": "..."}

// Called once, on any thread. A client that is gone meanwhile is no mistake. Where the last
// copy of it goes without a call, the client is told that the request failed.
using Reply = std::function<void(Response)>;

// The header as sent, to the empty line. `size` is that of the body.
struct Framing {
  bool keep_alive = true;
  bool chunked = false;  // else the length is told, or the connection's end is the body's
};
std::string write_head(const Response& response, Framing framing);

std::string framed(const std::string& piece);  // as one chunk of a chunked body

}  // namespace rota::http
