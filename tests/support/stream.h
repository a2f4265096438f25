// Streams of connections that no listener has accepted.
#pragma once

#include <memory>

#include "serve/listeners/stream.h"
#include "support/pair.h"

namespace rota::test {

inline std::unique_ptr<serve::Stream> stream(boost::asio::io_context& loop, Pair& pair) {
  return serve::open_plain(serve::TcpSocket(loop, pair.server.release()));
}

}  // namespace rota::test
