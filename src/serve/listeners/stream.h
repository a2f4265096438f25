// What a TCP connection reads from and writes to: its octets, in order, whatever carries
// them. A plain socket is one; TLS would be another, in a file of its own, which its row
// (serve/listener.h) opens in place of the plain one. Nothing here blocks: what cannot be
// done yet says what has to come first, and is tried again then.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>

#include "base/bytes.h"
#include "base/socket.h"

namespace rota::serve {

// A socket that a loop watches, and no more: Asio tells when it is ready, and is
// lent no buffer meanwhile. Reads and writes are our own.
using TcpSocket = boost::asio::posix::basic_stream_descriptor<boost::asio::io_context::executor_type>;

// Nothing when the loop has no room for it.
std::optional<TcpSocket> watched(boost::asio::io_context& loop, Socket socket,
                                 boost::system::error_code& error);

class Stream {
 public:
  enum class State : std::uint8_t {
    done,   // octets went through: one at least
    input,  // none did: the socket has to have something to be read first
    room,   // none did: it has to have room first
    over    // it has ended or failed; nothing will go through any more
  };
  struct Progress {
    State state = State::over;
    std::size_t octets = 0;
  };

  virtual ~Stream() = default;

  virtual Progress read(std::span<std::uint8_t> into) = 0;  // into one octet at least
  virtual Progress write(Bytes octets) = 0;                 // one at least; fewer than all may go through
  // Whether it holds octets to be read that no news of its socket will tell of.
  virtual bool has_more() const { return false; }

  virtual void finish() = 0;  // nothing more is written: the peer is to see the end

  virtual TcpSocket& socket() = 0;

  // The socket's alone, whatever it carries.
  void drain();    // what has arrived can be read, then its end
  void give_up();  // before it is destroyed: what the peer did not take is not kept by the kernel
};

// Of a connection that was accepted; non-blocking.
using OpenStream = std::function<std::unique_ptr<Stream>(TcpSocket socket)>;

std::unique_ptr<Stream> open_plain(TcpSocket socket);

}  // namespace rota::serve
