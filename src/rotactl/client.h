// Speaks HTTP with the daemon, a connection a request: over the control socket or
// over TCP. Blocks, with a time limit on every step.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "rotactl/expected.h"
#include "rotactl/fields.h"
#include "rotactl/server.h"

namespace rota::rotactl {

struct Reply {
  unsigned status = 0;
  std::string body;
  bool lacks_token = false;  // it was refused over HTTP, where no token was shown
};

// When a request ends without an answer.
struct Patience {
  std::chrono::milliseconds most{10'000};                 // time limit; 0 = none
  std::function<void(std::chrono::seconds)> on_second{};  // called once a second while it waits
  std::function<bool()> is_wanted{};                      // called 20 times a second; false ends it
};

class Client {
 public:
  explicit Client(Server server) : server_(std::move(server)) {}

  const Server& server() const { return server_; }

  // Whatever the daemon answers, also when it refuses.
  Expected<Reply> request(std::string_view method, const std::string& path, const std::string& body = {},
                          const Patience& patience = {}) const;

  // The body of a good answer; what the daemon refused is a failure with its sentence.
  Expected<std::string> fetch(const std::string& path) const;
  Expected<json::value> get(const std::string& path) const;

  // A body of any length, piece by piece as it comes, until `take` returns false, it is no
  // longer wanted, or it ends. `resume` is the Last-Event-ID, "" for none. Fails when
  // nothing comes for 15 seconds.
  Expected<void> stream(const std::string& path, const std::string& resume,
                        const std::function<bool(std::string_view)>& take,
                        const Patience& patience = {}) const;

 private:
  Server server_;
};

// The failure of a reply that is no success: what its "error" says.
Failure refusal(const Reply& reply);

Expected<json::value> read_json(std::string_view text);

// For a path or a query: everything but letters, digits and "-._~" as %NN.
std::string percent_encoded(std::string_view text);

}  // namespace rota::rotactl
