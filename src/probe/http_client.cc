// libcurl's multi interface on Asio: curl says which sockets to watch and when to
// wake it, the engine does so and hands on what has ended.
#include "probe/http_client.h"

#include <curl/curl.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <exception>
#include <new>
#include <unordered_map>
#include <utility>

#include "base/guard.h"
#include "probe/http_transfer.h"

namespace rota::probe {

namespace {

using boost::asio::posix::stream_descriptor;
using ErrorCode = boost::system::error_code;

}  // namespace

class HttpClient::Engine : public std::enable_shared_from_this<Engine> {
 public:
  explicit Engine(boost::asio::io_context& loop) : loop_(loop), timer_(loop), multi_(curl_multi_init()) {
    if (multi_ == nullptr) throw std::bad_alloc();
    curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &Engine::on_socket);
    curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &Engine::on_timer);
    curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
  }
  ~Engine() { curl_multi_cleanup(multi_); }
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  CURLM* multi() const { return multi_; }
  const unsigned& troubles() const { return troubles_; }

  void resume() {
    for (const auto& [socket, wire] : wires_)
      if (wire) arm(wire, socket);
    long wait = -1;
    curl_multi_timeout(multi_, &wait);
    if (wait >= 0) wake_after(wait);
    is_cut_short_ = false;
  }

  // To be called when curl has returned: what failed in a callback is tried again.
  void make_up() {
    if (is_cut_short_) resume();
  }

 private:
  // A socket of curl's, lent to Asio for waiting. Directions are bits, and the same
  // for what curl wants (CURL_POLL_IN) and what it is told (CURL_CSELECT_IN).
  struct Wire {
    explicit Wire(boost::asio::io_context& loop) : socket(loop) {}
    stream_descriptor socket;
    int wanted = 0;
    int armed = 0;
  };
  using WirePtr = std::shared_ptr<Wire>;

  // curl is written in C: nothing may be thrown through it.
  static int on_socket(CURL*, curl_socket_t socket, int what, void* context, void*) {
    auto& engine = *static_cast<Engine*>(context);
    if (guarded("watching the socket of a probe", [&] { engine.want(socket, what); })) engine.note_trouble();
    return 0;
  }

  static int on_timer(CURLM*, long wait, void* context) {
    auto& engine = *static_cast<Engine*>(context);
    if (guarded("setting the timer of a probe", [&] { engine.wake_after(wait); })) engine.note_trouble();
    return 0;
  }

  void note_trouble() {
    ++troubles_;
    is_cut_short_ = true;
  }

  void want(curl_socket_t socket, int what) {
    if (what == CURL_POLL_REMOVE) return forget(socket);
    auto& wire = wires_[socket];
    if (!wire) wire = lend(socket);
    wire->wanted = what;
    arm(wire, socket);
  }

  WirePtr lend(curl_socket_t socket) {
    auto out = std::make_shared<Wire>(loop_);
    ErrorCode ignored;  // then nothing is ever heard, which ends in a timeout
    out->socket.assign(socket, ignored);
    return out;
  }

  void forget(curl_socket_t socket) {
    const auto found = wires_.find(socket);
    if (found == wires_.end()) return;
    if (found->second && found->second->socket.is_open()) found->second->socket.release();  // curl closes it
    wires_.erase(found);
  }

  void arm(const WirePtr& wire, curl_socket_t socket) {
    arm(wire, socket, CURL_POLL_IN, stream_descriptor::wait_read);
    arm(wire, socket, CURL_POLL_OUT, stream_descriptor::wait_write);
  }

  void arm(const WirePtr& wire, curl_socket_t socket, int direction, stream_descriptor::wait_type wait) {
    if ((wire->wanted & ~wire->armed & direction) == 0) return;
    wire->socket.async_wait(wait, [weak = weak_from_this(), wire, socket, direction](ErrorCode error) {
      wire->armed &= ~direction;
      const auto engine = weak.lock();
      if (!engine || !wire->socket.is_open()) return;
      engine->act(socket, error ? CURL_CSELECT_ERR : direction);
      if (wire->socket.is_open()) engine->arm(wire, socket);
    });
    wire->armed |= direction;
  }

  void wake_after(long wait) {
    if (wait < 0) {
      timer_.cancel();
      return;
    }
    timer_.expires_after(milliseconds(wait));
    timer_.async_wait([weak = weak_from_this()](ErrorCode cancelled) {
      const auto engine = weak.lock();
      if (!cancelled && engine) engine->act(CURL_SOCKET_TIMEOUT, 0);
    });
  }

  void act(curl_socket_t socket, int what);

  boost::asio::io_context& loop_;
  boost::asio::steady_timer timer_;
  std::unordered_map<curl_socket_t, WirePtr> wires_;
  CURLM* multi_;
  unsigned troubles_ = 0;      // curl or a callback failed
  bool is_cut_short_ = false;  // and what that left undone is not made up for
};

void HttpClient::Engine::act(curl_socket_t socket, int what) {
  int running = 0;
  if (curl_multi_socket_action(multi_, socket, what, &running) != CURLM_OK) note_trouble();
  // Whoever is told may start and cancel others, so each is taken alone. What one of them
  // throws is thrown once all are told: curl tells of none twice.
  std::exception_ptr failed;
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) try {
      if (message->msg == CURLMSG_DONE) HttpTransfer::finish(message->easy_handle, message->data.result);
    } catch (...) {
      failed = std::current_exception();
    }
  make_up();
  if (failed) std::rethrow_exception(failed);
}

namespace {

// Once a process, as curl demands, and never undone: other loops may go on using it.
void set_up() { [[maybe_unused]] static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT); }

}  // namespace

HttpClient::Engine& HttpClient::engine() {
  set_up();
  if (!engine_) engine_ = std::make_shared<Engine>(loop_);
  return *engine_;
}

HttpClient::~HttpClient() = default;

std::unique_ptr<health::Probe> HttpClient::start(HttpRequest request, const Address& address,
                                                 milliseconds timeout, Done done) {
  CURLM* const multi = engine().multi();
  auto out = std::make_unique<HttpTransfer>(engine_, multi, engine_->troubles(), std::move(request),
                                            std::move(done));
  out->start(address, timeout);
  engine_->make_up();
  return out;
}

void HttpClient::resume() {
  if (engine_) engine_->resume();
}

}  // namespace rota::probe
