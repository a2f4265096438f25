// `tcp`: a connection opens; then, if asked for, something is sent and some words
// are expected in the first 64 KiB that come back.
#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

#include "health/check_rows.h"
#include "probe/checks/all.h"
#include "probe/checks/endpoint.h"
#include "probe/checks/network_error.h"
#include "probe/context.h"

namespace rota::probe {

namespace {

using boost::asio::ip::tcp;
using ErrorCode = boost::system::error_code;

struct TcpOptions {
  std::uint16_t port = 0;
  Secret send;
  Secret expect;
};

// Lives as long as one of its handlers does; the Probe only holds its end of it.
class Conversation : public std::enable_shared_from_this<Conversation> {
 public:
  Conversation(boost::asio::io_context& loop, std::shared_ptr<const TcpOptions> options,
               const Address& target, health::Check::Done done)
      : options_(std::move(options)), target_(target), done_(std::move(done)), socket_(loop), timer_(loop) {}

  void start(milliseconds timeout) {
    const tcp::endpoint to = endpoint_of<tcp>(target_, options_->port);
    ErrorCode error;
    socket_.open(to.protocol(), error);
    if (error) {
      // Nothing may be reported from within start().
      boost::asio::post(socket_.get_executor(), [self = shared_from_this(), error] { self->finish(error); });
      return;
    }
    timer_.expires_after(timeout);
    timer_.async_wait([self = shared_from_this()](ErrorCode cancelled) {
      if (!cancelled)
        self->finish(timed_out(self->is_connected_ ? health::Evidence::heard : health::Evidence::silent));
    });
    socket_.async_connect(to, [self = shared_from_this()](ErrorCode failure) {
      self->take_step([&] { self->connected(failure); });
    });
  }

  void cancel() {
    done_ = nullptr;
    close();
  }

 private:
  void connected(ErrorCode error) {
    if (error) return finish(error);
    is_connected_ = true;
    if (options_->send.empty()) return read();
    boost::asio::async_write(socket_, boost::asio::buffer(options_->send.reveal()),
                             [self = shared_from_this()](ErrorCode failure, std::size_t) {
                               self->take_step([&] { failure ? self->finish(failure) : self->read(); });
                             });
  }

  void read() {
    if (received_.find(options_->expect.reveal()) != std::string::npos) return finish(health::passed());
    if (received_.size() >= health::most_reply) return finish(health::failed("reply does not match"));
    socket_.async_read_some(boost::asio::buffer(piece_),
                            [self = shared_from_this()](ErrorCode error, std::size_t size) {
                              self->take_step([&] { self->received(error, size); });
                            });
  }

  void received(ErrorCode error, std::size_t size) {
    if (error == boost::asio::error::eof) return finish(health::failed("closed before the expected reply"));
    if (error) return finish(error);
    received_.append(piece_.data(), std::min(size, health::most_reply - received_.size()));
    read();
  }

  // What throws would leave the rest to the timer, and a timeout is a verdict.
  template <class Step>
  void take_step(Step step) {
    try {
      step();
    } catch (...) {
      finish(health::own_trouble("out of memory"));
      throw;
    }
  }

  void finish(ErrorCode error) { finish(network_error(error.value(), target_)); }

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

  std::shared_ptr<const TcpOptions> options_;
  const Address target_;
  bool is_connected_ = false;
  health::Check::Done done_;
  tcp::socket socket_;
  boost::asio::steady_timer timer_;
  std::array<char, 4096> piece_{};
  std::string received_;
};

class TcpProbe final : public health::Probe {
 public:
  explicit TcpProbe(std::shared_ptr<Conversation> conversation) : conversation_(std::move(conversation)) {}
  ~TcpProbe() override { conversation_->cancel(); }

 private:
  std::shared_ptr<Conversation> conversation_;
};

class TcpCheck final : public health::Check {
 public:
  explicit TcpCheck(TcpOptions options) : options_(std::make_shared<const TcpOptions>(std::move(options))) {}

  std::unique_ptr<health::Probe> start(const health::ProbeContext& context, const Address& address,
                                       milliseconds timeout, Done done) const override {
    auto conversation = std::make_shared<Conversation>(context.loop, options_, address, std::move(done));
    auto out = std::make_unique<TcpProbe>(conversation);  // which cancels it where it cannot be started
    conversation->start(timeout);
    return out;
  }

 private:
  std::shared_ptr<const TcpOptions> options_;
};

}  // namespace

std::shared_ptr<const health::Check> make_tcp(const health::PlainSettings& settings) {
  return std::make_shared<TcpCheck>(TcpOptions{.port = static_cast<std::uint16_t>(settings.integer("port")),
                                               .send = settings.text("send"),
                                               .expect = settings.text("expect")});
}

}  // namespace rota::probe
