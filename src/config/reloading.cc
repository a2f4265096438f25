#include "config/reloading.h"

#include "config/listen_reader.h"

namespace rota::config {

namespace {

using Keys = std::vector<std::string_view>;

template <class T>
void keep(std::string_view key, const T& running, T& next, Keys& changed) {
  if (running == next) return;
  changed.push_back(key);
  next = running;
}

template <class... Settings>
void applies_at_reload(const Settings&... /*settings*/) {}

// Every member has its line in these two functions: with a new one they do not compile
// until somebody has said what a reload does with it.
void keep_server(const ServerConfig& running, ServerConfig& next, Keys& changed) {
  auto& [listen, listen_given, workers, user, user_given, state, sandbox, log, log_format, partial_reload,
         service] = next;
  // Where neither was written, a family that this host does not have was left out at the start.
  if (!running.listen_given && !listen_given) listen = running.listen;
  if (listen_texts(running.listen) != listen_texts(listen)) changed.push_back("listen");
  listen = running.listen;
  keep("workers", running.workers, workers, changed);
  keep("user", running.user, user, changed);
  keep("state", running.state, state, changed);
  keep("sandbox", running.sandbox, sandbox, changed);
  applies_at_reload(listen_given, user_given, log, log_format, partial_reload, service);
}

void keep_control(const ControlConfig& running, ControlConfig& next, Keys& changed) {
  auto& [socket, http, token_file, hosts, read_needs_token, socket_given, http_given] = next;
  keep("control.socket", running.socket, socket, changed);
  keep("control.http", running.http, http, changed);
  keep("control.token_file", running.token_file, token_file, changed);
  applies_at_reload(hosts, read_needs_token);
  applies_at_reload(socket_given, http_given);  // they count at a start only
}

}  // namespace

std::vector<std::string_view> keep_unreloadable(const ServerConfig& server, const ControlConfig& control,
                                                Config& next) {
  Keys out;
  keep_server(server, next.server, out);
  keep_control(control, next.control, out);
  return out;
}

std::string replace_hint(std::string_view key) {
  return '`' + std::string(key) + "` changed; restart rotad (or `rotactl replace`) to apply it";
}

}  // namespace rota::config
