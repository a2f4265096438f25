// Inbox<T>: any thread puts messages in, one thread waits and takes them all, in
// order. Query threads never touch one.
#pragma once

#include <condition_variable>
#include <mutex>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/clock.h"

namespace rota {

template <class T>
class Inbox {
  static_assert(std::is_nothrow_move_constructible_v<T>);

 public:
  // Where it throws, the message is as it was, and the inbox too.
  void put(T&& message) {
    {
      const std::lock_guard lock(mutex_);
      messages_.push_back(std::move(message));
    }
    arrived_.notify_one();
  }

  // No more waiting: take() returns at once from now on.
  void close() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    arrived_.notify_one();
  }

  // All messages, once there is one; or none, at the latest at `until` or when closed.
  std::vector<T> take(Time until = Time::max()) {
    std::unique_lock lock(mutex_);
    const auto done = [this] { return closed_ || !messages_.empty(); };
    if (until == Time::max()) {
      arrived_.wait(lock, done);  // wait_until would overflow on some clocks
    } else {
      arrived_.wait_until(lock, until, done);
    }
    return std::exchange(messages_, {});
  }

  bool is_closed() const {
    const std::lock_guard lock(mutex_);
    return closed_;
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<T> messages_;
  bool closed_ = false;
};

}  // namespace rota
