#include "rotactl/server.h"

#include <algorithm>
#include <sstream>

#include "base/files.h"
#include "config/control_reader.h"
#include "config/toml_reader.h"

namespace rota::rotactl {

namespace {

// Of the first line that is neither empty nor a comment: the secret alone, or a line of
// the server's own file, NAME SCOPES SECRET.
Expected<std::string> read_token(const std::string& path) {
  const auto file = files_on_disk().read(path);
  if (!file) return failed("the token file " + path + " cannot be read: " + file.error().text);
  std::istringstream lines(*file);
  for (std::string line; std::getline(lines, line);) {
    line.erase(line.find_last_not_of(" \t\r") + 1);
    line.erase(0, line.find_first_not_of(" \t"));
    if (line.empty() || line.front() == '#') continue;
    line.erase(0, line.find_last_of(" \t") + 1);
    // It becomes a part of an HTTP header.
    if (std::ranges::all_of(line, [](char c) { return c > ' ' && c < 0x7f; })) return line;
    return failed("the token file " + path + " holds a token with letters that no token has");
  }
  return failed("the token file " + path + " holds no token");
}

// Of the main file alone: its zones do not matter here, and may be large.
Expected<std::string> read_socket(const std::string& path) {
  const auto file = files_on_disk().read(path);
  if (!file) return failed(path + " cannot be read: " + file.error().text);
  Mistakes mistakes;
  const config::TomlFile parsed = config::parse_toml(*file, path, mistakes);
  config::ControlConfig control;
  if (parsed.table) {
    Settings settings(*parsed.table, {parsed.path, 0, 0}, mistakes);
    config::read_control(settings, control);
  }
  if (mistakes.has_errors()) return failed(mistakes.all().front().line());
  if (control.socket.empty())
    return failed(path + " turns the control socket off (socket = \"\"): use --http ADDRESS:PORT");
  return control.socket;
}

Expected<Server> over_tcp(const ServerOptions& options) {
  Server out;
  out.socket.clear();
  const auto endpoint = parse_endpoint(options.http);
  if (!endpoint)
    return misused("the HTTP address must have a port, such as 127.0.0.1:8053, not '" + options.http + "'");
  out.http = *endpoint;
  if (options.token_file.empty()) return out;
  auto token = read_token(options.token_file);
  if (!token) return token.error();
  out.token = std::move(*token);
  return out;
}

}  // namespace

ServerOptions with_environment(ServerOptions options,
                               const std::function<std::string(const char*)>& variable) {
  if (options.socket.empty() && options.http.empty() && options.config.empty()) {
    options.socket = variable("ROTACTL_SOCKET");
    if (options.socket.empty()) options.http = variable("ROTACTL_HTTP");
    if (options.socket.empty() && options.http.empty()) options.config = variable("ROTA_CONFIG");
  }
  if (options.token_file.empty() && !options.http.empty())
    options.token_file = variable("ROTACTL_TOKEN_FILE");
  return options;
}

Expected<Server> choose_server(const ServerOptions& options) {
  if (!options.socket.empty() && !options.http.empty()) return misused("give --socket or --http, not both");
  if (!options.token_file.empty() && options.http.empty())
    return misused("--token-file goes with --http; over the socket no token is needed");
  if (!options.http.empty()) return over_tcp(options);
  Server out;
  if (!options.socket.empty()) {
    out.socket = options.socket;
  } else if (!options.config.empty()) {
    auto socket = read_socket(options.config);
    if (!socket) return socket.error();
    out.socket = std::move(*socket);
  }
  static constexpr std::size_t longest = 107;  // octets of sockaddr_un
  if (out.socket.size() > longest)
    return misused("the path of a socket has at most 107 letters: " + out.socket);
  return out;
}

}  // namespace rota::rotactl
