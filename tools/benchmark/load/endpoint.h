// Where a server is, as it stands on a command line.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>

#include <stdexcept>
#include <string>

namespace rota::bench {

// "127.0.0.1:53"; throws std::invalid_argument.
inline sockaddr_in endpoint(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  sockaddr_in out{};
  out.sin_family = AF_INET;
  if (colon == std::string::npos || ::inet_pton(AF_INET, text.substr(0, colon).c_str(), &out.sin_addr) != 1)
    throw std::invalid_argument("not ADDRESS:PORT: " + text);
  out.sin_port = htons(static_cast<std::uint16_t>(std::stoul(text.substr(colon + 1))));
  return out;
}

}  // namespace rota::bench
