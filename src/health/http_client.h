// HTTP requests on the event loop, for probes: to an address rather than a name,
// no redirects, no proxy, no decompression, headers of 16 KiB at most. Only its
// source and http_transfer know curl.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/address.h"
#include "base/clock.h"
#include "health/check.h"

namespace rota::health {

struct HttpRequest {
  bool tls = false;
  std::uint16_t port = 80;
  std::string host{};  // of the Host header, SNI and the certificate; "" = the address
  std::string path = "/";
  bool head_only = false;              // HEAD instead of GET
  std::vector<std::string> headers{};  // "Name: value"
  bool verify = true;                  // the certificate
  std::shared_ptr<std::string>
      authorities{};            // PEM text to trust instead of the system's; null = the system's
  bool reuse = false;           // keep the connection for the next request
  std::size_t most_body = 0;    // the reply is complete when this much of its body was read,
  std::string until{};          // or when this was found in it ("" = is not looked for)
  bool handshake_only = false;  // connect, agree on TLS, and ask nothing
};

struct HttpReply {
  Outcome outcome;  // passed when a reply came; its status is the caller's to judge
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

  // `done` is called at most once, from the loop, and not after the Probe is gone.
  std::unique_ptr<Probe> start(HttpRequest request, const Address& address, milliseconds timeout, Done done);

 private:
  class Engine;
  Engine& engine();

  boost::asio::io_context& loop_;
  std::shared_ptr<Engine> engine_;
};

}  // namespace rota::health
