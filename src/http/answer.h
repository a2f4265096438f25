// What becomes of one request. Whoever answers holds an Answer, the session holds what
// it comes to. An Answer that goes away unused - who held it has failed - is an outcome as
// well: no connection waits for a reply that will never come.
//
// Nothing here needs memory. The session is woken through its loop; where that takes memory
// that is not there, the next sweep of the server looks.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "base/guard.h"
#include "http/message.h"

namespace rota::http {

class Answered {
 public:
  void end(std::optional<Response> response) {
    const std::lock_guard lock(mutex_);
    response_ = std::move(response);
    is_over_ = true;
  }
  bool is_over() const {
    const std::lock_guard lock(mutex_);
    return is_over_;
  }
  // Once it is over; nothing when it was lost.
  std::optional<Response> take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(response_, std::nullopt);
  }

 private:
  mutable std::mutex mutex_;
  std::optional<Response> response_;
  bool is_over_ = false;
};

class Answer {
 public:
  // `wake` is called once, on the thread that answers.
  Answer(std::shared_ptr<Answered> to, std::function<void()> wake)
      : to_(std::move(to)), wake_(std::move(wake)) {}
  ~Answer() {
    if (to_) end({});
  }
  Answer(const Answer&) = delete;
  Answer& operator=(const Answer&) = delete;

  void give(Response response) {
    if (to_) end(std::move(response));
  }

 private:
  void end(std::optional<Response> response) noexcept {
    std::exchange(to_, nullptr)->end(std::move(response));
    guarded("waking an API connection", wake_);
  }

  std::shared_ptr<Answered> to_;
  std::function<void()> wake_;
};

inline Reply reply_to(std::shared_ptr<Answered> to, std::function<void()> wake) {
  return [answer = std::make_shared<Answer>(std::move(to), std::move(wake))](Response response) {
    answer->give(std::move(response));
  };
}

}  // namespace rota::http
