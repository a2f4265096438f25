// HTTP requests on the event loop, for probes: to an address rather than a name,
// no redirects, no proxy, headers of 16 KiB at most. Only its source and http_transfer
// know curl.
//
// The reply is complete with its header, and what follows is not waited for; unless some
// words are looked for in the body: then it is read, and decoded, until they are found.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/address.h"
#include "base/clock.h"
#include "base/secret.h"
#include "health/check.h"
#include "health/system_authorities.h"

namespace boost::asio {
class io_context;
}

namespace rota::probe {

struct HttpRequest {
  bool tls = false;
  std::uint16_t port = 80;
  std::string host{};             // of the Host header, SNI and the certificate; "" = the address
  Secret path{"/"};               // its query may hold a token
  std::string method = "GET";     // or "HEAD", "OPTIONS", "POST"; always without a body
  std::vector<Secret> headers{};  // "Name: value"
  bool verify = true;             // the certificate
  // Whom to trust: these, as PEM text, or else those of the system.
  std::shared_ptr<std::string> authorities{};
  std::shared_ptr<health::AuthorityStore> system_authorities{};
  bool reuse = false;           // keep the connection: then the body is read as far as it comes in time
  std::size_t most_body = 0;    // of the body, decoded, so much is read at most
  Secret until{};               // the words; "" = none are looked for
  bool handshake_only = false;  // connect, agree on TLS, and ask nothing
};

struct HttpReply {
  health::Outcome outcome;  // passed when a reply came; its status is the caller's to judge
  long status = 0;
  std::string body{};
};

class HttpClient {
 public:
  using Done = std::function<void(HttpReply)>;

  // The library is set up by the first request: a server without http checks does
  // without it and all that it reads.
  explicit HttpClient(boost::asio::io_context& loop) : loop_(loop) {}
  ~HttpClient();

  // `done` is called at most once, from the loop, and not after the Probe is gone. Throws
  // where curl or memory do not do for a request.
  std::unique_ptr<health::Probe> start(HttpRequest request, const Address& address, milliseconds timeout,
                                       Done done);

  // A task of the loop failed, or a request could not be started: sockets and timers that
  // requests in flight wait for are watched again.
  void resume();

 private:
  class Engine;
  Engine& engine();

  boost::asio::io_context& loop_;
  std::shared_ptr<Engine> engine_;
};

}  // namespace rota::probe
