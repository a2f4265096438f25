// udp: a datagram is sent, and any datagram back passes.
#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include "probe/checks/all.h"
#include "probe/checks/endpoint.h"
#include "probe/checks/network_error.h"
#include "probe/context.h"

namespace rota::probe {

namespace {

using boost::asio::ip::udp;
using ErrorCode = boost::system::error_code;

// Lives as long as one of its handlers does; the Probe only holds its end of it.
class Exchange : public std::enable_shared_from_this<Exchange> {
 public:
  Exchange(boost::asio::io_context& loop, const Address& target, health::Check::Done done)
      : target_(target), done_(std::move(done)), socket_(loop), timer_(loop) {}

  void start(std::uint16_t port, const std::string& text, milliseconds timeout) {
    ErrorCode error;
    socket_.connect(endpoint_of<udp>(target_, port), error);
    if (!error) socket_.non_blocking(true, error);
    if (!error) socket_.send(boost::asio::buffer(text), 0, error);
    // Nothing may be reported from within start().
    if (error)
      return boost::asio::post(socket_.get_executor(),
                               [self = shared_from_this(), error] { self->heard(error); });
    timer_.expires_after(timeout);
    timer_.async_wait([self = shared_from_this()](ErrorCode cancelled) {
      if (!cancelled) self->finish(health::timed_out());
    });
    socket_.async_receive(
        boost::asio::buffer(reply_),
        [self = shared_from_this()](ErrorCode failure, std::size_t) { self->heard(failure); });
  }

  void cancel() {
    done_ = nullptr;
    close();
  }

 private:
  void heard(ErrorCode error) { finish(error ? network_error(error.value(), target_) : health::passed()); }

  void finish(health::Outcome outcome) {
    const health::Check::Done done = std::exchange(done_, nullptr);
    close();
    if (done) done(std::move(outcome));
  }

  void close() {
    ErrorCode ignored;
    socket_.close(ignored);
    timer_.cancel();
  }

  const Address target_;
  health::Check::Done done_;
  udp::socket socket_;
  boost::asio::steady_timer timer_;
  std::array<char, 1> reply_{};
};

struct UdpProbe final : health::Probe {
  explicit UdpProbe(std::shared_ptr<Exchange> its) : exchange(std::move(its)) {}
  ~UdpProbe() override { exchange->cancel(); }

  std::shared_ptr<Exchange> exchange;
};

struct UdpCheck final : health::Check {
  UdpCheck(std::uint16_t to, std::string what) : port(to), text(std::move(what)) {}

  std::unique_ptr<health::Probe> start(const health::ProbeContext& context, const Address& address,
                                       milliseconds timeout, Done done) const override {
    auto out = std::make_unique<UdpProbe>(std::make_shared<Exchange>(context.loop, address, std::move(done)));
    out->exchange->start(port, text, timeout);
    return out;
  }

  std::uint16_t port;
  std::string text;
};

}  // namespace

std::shared_ptr<const health::Check> make_udp(const health::PlainSettings& settings) {
  return std::make_shared<UdpCheck>(static_cast<std::uint16_t>(settings.integer("port")),
                                    settings.text("send").reveal());
}

}  // namespace rota::probe
