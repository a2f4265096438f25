#include "http/session.h"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <boost/asio/post.hpp>
#include <cerrno>
#include <utility>

#include "http/encoding.h"

namespace rota::http {

namespace {

using ErrorCode = boost::system::error_code;

constexpr std::size_t step_size = 64 * 1024;   // what must be taken within progress_limit
constexpr std::size_t turn_size = 256 * 1024;  // then others have their turn
constexpr std::string_view continue_line = "HTTP/1.1 100 Continue\r\n\r\n";

}  // namespace

Session::Session(Socket socket, Peer peer, const Application& application, Ended ended)
    : socket_(std::move(socket)),
      timer_(socket_.get_executor()),
      peer_(std::move(peer)),
      application_(application),
      ended_(std::move(ended)) {}

template <class Task>
void Session::attempt(Task task) {
  if (guarded("a task of an API connection", task)) close();
}

void Session::start() {
  attempt([this] {
    become(State::waiting);
    limit_to(idle_limit);
    wait_to_read();
  });
}

void Session::close() noexcept {
  if (state_ == State::closed) return;
  const auto self = shared_from_this();
  // What the client has not taken is not kept by the kernel.
  const linger none{1, 0};
  if (state_ == State::sending)
    ::setsockopt(socket_.native_handle(), SOL_SOCKET, SO_LINGER, &none, sizeof none);
  become(State::closed);
  lift_limit();
  ErrorCode ignored;
  socket_.close(ignored);
  outgoing_.forget();
  answered_.reset();
  ended_(*this);
}

void Session::become(State state) {
  state_ = state;
  since_ = std::chrono::steady_clock::now();
}

void Session::limit_to(milliseconds limit) {
  timer_.expires_after(limit);
  timer_.async_wait([weak = weak_from_this()](ErrorCode) {
    const auto self = weak.lock();
    // One that was set anew meanwhile has not passed, whatever was queued before.
    if (self && self->timer_.expiry() <= std::chrono::steady_clock::now()) self->close();
  });
}

void Session::lift_limit() { timer_.expires_at(Time::max()); }

// --- a request in ---

void Session::wait_to_read() {
  socket_.async_wait(Socket::wait_read, [self = shared_from_this()](ErrorCode error) {
    if (!error && self->state_ != State::closed) self->attempt([&] { self->read(); });
  });
}

void Session::read() {
  std::array<char, 16 * 1024> room;
  const auto size = ::recv(socket_.native_handle(), room.data(), room.size(), MSG_DONTWAIT);
  if (size == 0 || (size < 0 && errno != EAGAIN && errno != EINTR)) return close();
  if (size < 0 || state_ == State::lingering) return wait_to_read();
  step(parser_.feed({room.data(), static_cast<std::size_t>(size)}));
}

void Session::step(RequestParser::Stage stage) {
  if (stage != RequestParser::Stage::waiting && state_ == State::waiting) {
    become(State::receiving);
    limit_to(request_limit);
  }
  switch (stage) {
    case RequestParser::Stage::waiting:
    case RequestParser::Stage::head: return wait_to_read();
    case RequestParser::Stage::body:
      if (is_begun_) return wait_to_read();
      if (begin_request()) step(parser_.feed({}));
      return;
    case RequestParser::Stage::whole:
      if (is_begun_ || begin_request()) dispatch();
      return;
    case RequestParser::Stage::failed: {
      wants_body_ = true;
      Response refusal = error_response(parser_.status(), parser_.sentence());
      refusal.close = true;
      return respond(std::move(refusal));
    }
  }
}

// False when it was refused.
bool Session::begin_request() {
  is_begun_ = true;
  Request request = parser_.peek();
  request.peer = peer_;
  wants_body_ = request.method != "HEAD";
  keeps_alive_ = parser_.keeps_alive();
  knows_chunks_ = parser_.knows_chunks();
  takes_gzip_ = knows_chunks_ && takes_gzip(request.accept_encoding);
  if (auto refusal = application_.refuse(request)) {
    // Whether the rest of its body would be sent is not waited for.
    refusal->close = refusal->close || parser_.stage() != RequestParser::Stage::whole;
    respond(std::move(*refusal));
    return false;
  }
  if (parser_.stage() == RequestParser::Stage::body && parser_.expects_continue())
    ::send(socket_.native_handle(), continue_line.data(), continue_line.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  return true;
}

void Session::dispatch() {
  become(State::answering);
  lift_limit();
  Request request = parser_.take();
  request.peer = peer_;
  Reply reply = expect_reply();
  guarded("a request", [&] { application_.answer(std::move(request), std::move(reply)); });
}

// Always through the loop: whoever replies may do so at once, or from elsewhere.
Reply Session::expect_reply() {
  answered_ = std::make_shared<Answered>();
  return reply_to(answered_, [weak = weak_from_this(), executor = socket_.get_executor()] {
    if (weak.expired()) return;
    boost::asio::post(executor, [weak] {
      if (const auto self = weak.lock()) self->collect();
    });
  });
}

void Session::collect() {
  if (state_ != State::answering || !answered_->is_over()) return;
  attempt([this] {
    auto response = std::exchange(answered_, nullptr)->take();
    respond(response ? std::move(*response) : error_response(500, "the request failed; see the log"));
  });
}

// --- a response out ---

void Session::respond(Response response) {
  encode(response, takes_gzip_);
  const bool has_source = response.source != nullptr;
  if (has_source) response.source->when_more([weak = weak_from_this()] { go_on(weak); });
  const bool chunked = knows_chunks_ && has_source;
  keeps_alive_ = keeps_alive_ && !response.close && (!has_source || chunked);
  outgoing_.begin(std::move(response), {.keep_alive = keeps_alive_, .chunked = chunked}, wants_body_);
  allowance_ = 0;
  become(State::sending);
  send_more();
}

// Through the loop, too: who wakes it may stand in the midst of something.
void Session::go_on(const std::weak_ptr<Session>& weak) {
  const auto sleeper = weak.lock();
  if (!sleeper || sleeper->state_ != State::streaming) return;
  boost::asio::post(sleeper->socket_.get_executor(), [sleeper] {
    if (sleeper->state_ == State::sending) sleeper->attempt([&] { sleeper->send_more(); });
  });
  sleeper->become(State::sending);
  sleeper->allowance_ = 0;
}

void Session::send_more() {
  std::size_t turn = 0;
  while (turn < turn_size) {
    // What a source makes takes time that others wait for: one piece a turn.
    if (outgoing_.unsent().empty() && turn > 0 && outgoing_.has_source()) break;
    if (outgoing_.unsent().empty() && !refill()) return;
    const auto rest = outgoing_.unsent().substr(0, step_size);
    const auto size = ::send(socket_.native_handle(), rest.data(), rest.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (size < 0 && errno != EAGAIN && errno != EINTR) return close();
    if (size < 0) break;
    outgoing_.sent(static_cast<std::size_t>(size));
    turn += static_cast<std::size_t>(size);
    allowance_ -= std::min(allowance_, static_cast<std::size_t>(size));
  }
  wait_to_send();
}

void Session::wait_to_send() {
  if (allowance_ == 0) {
    allowance_ = step_size;
    limit_to(progress_limit);
  }
  socket_.async_wait(Socket::wait_write, [self = shared_from_this()](ErrorCode error) {
    if (!error && self->state_ == State::sending) self->attempt([&] { self->send_more(); });
  });
}

// Makes more to send; false when there is nothing now, or nothing any more.
bool Session::refill() {
  switch (outgoing_.refill()) {
    case Outgoing::Next::octets: return true;
    case Outgoing::Next::end: finish_response(); return false;
    case Outgoing::Next::later: break;
  }
  become(State::streaming);
  lift_limit();
  return false;
}

void Session::finish_response() {
  outgoing_.forget();
  is_begun_ = false;
  if (keeps_alive_) {
    become(State::waiting);
    limit_to(idle_limit);
    // Requests that have come already are not a recursion.
    return boost::asio::post(socket_.get_executor(), [self = shared_from_this()] {
      if (self->state_ == State::waiting) self->attempt([&] { self->step(self->parser_.next()); });
    });
  }
  // Closed with something unread, the client would lose what it was sent.
  ::shutdown(socket_.native_handle(), SHUT_WR);
  become(State::lingering);
  limit_to(linger_limit);
  wait_to_read();
}

}  // namespace rota::http
