// One connection of a client: reads requests one after the other, hands each on,
// and sends what comes back. As in serve/, Asio only tells when the socket is
// ready; reads and writes are our own, so that an idle connection holds no buffer.
// What fails in a task of one connection ends that connection.
#pragma once

#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/clock.h"
#include "http/answer.h"
#include "http/message.h"
#include "http/outgoing.h"
#include "http/request_parser.h"

namespace rota::http {

constexpr seconds idle_limit{30};
constexpr seconds request_limit{5};    // for one whole request
constexpr seconds progress_limit{10};  // for a client to take the next 64 KiB of a response
constexpr seconds linger_limit{1};     // for it to read a last response before the connection is gone

// Those who answer; both are called on the server's thread.
struct Application {
  // Before the body is read: the refusal, or nothing.
  std::function<std::optional<Response>(const Request&)> refuse;
  std::function<void(Request, Reply)> answer;
  std::function<void()> resume{};  // a task of the server's thread failed: timers are to be set anew
};

class Session : public std::enable_shared_from_this<Session> {
 public:
  using Socket = boost::asio::basic_stream_socket<boost::asio::generic::stream_protocol,
                                                  boost::asio::io_context::executor_type>;
  using Timer = boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                                  boost::asio::wait_traits<std::chrono::steady_clock>,
                                                  boost::asio::io_context::executor_type>;
  using Ended = std::function<void(Session&)>;

  enum class State : std::uint8_t {
    waiting,    // for a request
    receiving,  // one
    answering,  // somebody works on it
    sending,
    streaming,  // the response is not at its end, but there is nothing to send now
    lingering,  // the last response is sent
    closed
  };

  // `application` outlives it; `ended` is called once, when it is closed.
  Session(Socket socket, Peer peer, const Application& application, Ended ended);

  void start();
  void close() noexcept;  // at once
  void collect();         // sends the answer, if there is one by now

  State state() const { return state_; }
  Time since() const { return since_; }  // when it came into that state
  const Text& sends() const { return outgoing_.text(); }

 private:
  template <class Task>
  void attempt(Task task);
  void wait_to_read();
  void read();
  void step(RequestParser::Stage stage);
  bool begin_request();
  void dispatch();
  Reply expect_reply();
  void respond(Response response);
  static void go_on(const std::weak_ptr<Session>& weak);
  void send_more();
  bool refill();
  void wait_to_send();
  void finish_response();
  void become(State state);
  void limit_to(milliseconds limit);
  void lift_limit();

  Socket socket_;
  Timer timer_;
  const Peer peer_;
  const Application& application_;
  const Ended ended_;
  RequestParser parser_;
  State state_ = State::waiting;
  Time since_{};
  bool is_begun_ = false;     // the request's header has been looked at
  bool wants_body_ = false;   // of the response: it was no HEAD
  bool keeps_alive_ = false;  // after this response
  bool knows_chunks_ = false;
  bool takes_gzip_ = false;             // the client of this request
  std::shared_ptr<Answered> answered_;  // while answering
  Outgoing outgoing_;
  std::size_t allowance_ = 0;  // octets to send until the limit is set anew
};

}  // namespace rota::http
