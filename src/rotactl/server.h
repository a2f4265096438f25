// Which daemon is spoken to, and how.
#pragma once

#include <functional>
#include <string>

#include "base/address.h"
#include "rotactl/expected.h"

namespace rota::rotactl {

struct Server {
  std::string socket = "/run/rota/control.sock";  // "" = over TCP, to `http`
  Endpoint http;
  std::string token;  // the secret of one, over TCP; "" = none is shown

  std::string text() const { return socket.empty() ? "http://" + http.text() : socket; }
};

struct ServerOptions {  // as given; "" = not given
  std::string socket{};
  std::string http{};
  std::string token_file{};
  std::string config{};
};

// The environment in place of options that were not given: ROTACTL_SOCKET, ROTACTL_HTTP,
// ROTACTL_TOKEN_FILE, ROTA_CONFIG. An option that names a daemon wins over all that name one.
ServerOptions with_environment(ServerOptions options,
                               const std::function<std::string(const char*)>& variable);

// The first of --socket, --http, the socket that --config names, the default.
Expected<Server> choose_server(const ServerOptions& options);

}  // namespace rota::rotactl
