#include "serve/listeners/stream.h"

#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <cerrno>
#include <utility>

namespace rota::serve {

namespace {

class PlainStream final : public Stream {
 public:
  explicit PlainStream(TcpSocket socket) : socket_(std::move(socket)) {}

  Progress read(std::span<std::uint8_t> into) override {
    const ssize_t size = ::recv(descriptor(), into.data(), into.size(), 0);
    return size == 0 ? Progress{State::over} : progress(size, State::input);
  }
  Progress write(Bytes octets) override {
    return progress(::send(descriptor(), octets.data(), octets.size(), MSG_NOSIGNAL), State::room);
  }

  void finish() override { ::shutdown(descriptor(), SHUT_WR); }

  TcpSocket& socket() override { return socket_; }

 private:
  static Progress progress(ssize_t size, State otherwise) {
    if (size >= 0) return {State::done, static_cast<std::size_t>(size)};
    return {errno == EAGAIN || errno == EINTR ? otherwise : State::over};
  }
  int descriptor() { return socket_.native_handle(); }

  TcpSocket socket_;
};

}  // namespace

void Stream::drain() { ::shutdown(socket().native_handle(), SHUT_RD); }

void Stream::give_up() {
  const int descriptor = socket().native_handle();
  int untaken = 0;
  ::ioctl(descriptor, SIOCOUTQ, &untaken);
  if (untaken == 0) return;
  const linger reset{1, 0};
  ::setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
}

std::optional<TcpSocket> watched(boost::asio::io_context& loop, Socket socket,
                                 boost::system::error_code& error) {
  TcpSocket out(loop);
  out.assign(socket.get(), error);
  if (error) return {};
  socket.release();
  return out;
}

std::unique_ptr<Stream> open_plain(TcpSocket socket) {
  return std::make_unique<PlainStream>(std::move(socket));
}

}  // namespace rota::serve
