// Http checks against a server that gives one reply to whatever it is asked.
#pragma once

#include "probe/probing.h"

namespace rota::test {

using health::Finding;

inline const std::string ok = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

inline std::string status(int code) {
  return "HTTP/1.1 " + std::to_string(code) + " Said\r\nContent-Length: 0\r\n\r\n";
}

struct HttpProbing : Probing {
  // What `settings` find at a server that gives this reply.
  health::Outcome find(const std::string& reply, std::vector<std::pair<std::string, Data>> settings = {}) {
    HttpServer server(loop, reply);
    settings.emplace_back("port", number(server.port()));
    auto out = ask("http", table_of(std::move(settings)));
    request = server.last_request();
    return out;
  }

  std::string request;
};

}  // namespace rota::test
