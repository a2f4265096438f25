// Published<T>: one writer replaces a T, many readers keep reading. The same T may
// be published again when something inside it was swapped: readers that have seen
// the new edition see nothing older.
// A look costs one atomic load. Old editions are freed by the writer (sweep), so
// no reader ever pays for tearing one down.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <limits>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace rota {

template <class T>
class Published {
 public:
  class Reader;

  // Any thread, but one at a time. The first edition is 1; 0 means "nothing yet".
  void publish(std::shared_ptr<const T> next) {
    const std::lock_guard lock(mutex_);
    if (current_ && current_ != next) retired_.push_back(std::move(current_));
    current_ = std::move(next);
    edition_.fetch_add(1, std::memory_order_release);
    turn_.fetch_add(1, std::memory_order_release);
  }

  // All readers are to look again, though nothing is new: who does not, stands still.
  // Any thread; the turn that they are to come to.
  std::uint64_t call() { return turn_.fetch_add(1, std::memory_order_release) + 1; }

  // The oldest turn that some reader has come to last; the newest when there is no reader.
  std::uint64_t oldest_turn() const { return oldest(turn_, &Reader::turn_); }

  // Frees retired editions that no reader holds any more. Call on the writer's thread.
  void sweep() {
    std::vector<std::shared_ptr<const T>> dead;  // destroyed after the lock is gone
    const std::lock_guard lock(mutex_);
    const auto held =
        std::partition(retired_.begin(), retired_.end(), [](const auto& old) { return old.use_count() > 1; });
    dead.assign(std::make_move_iterator(held), std::make_move_iterator(retired_.end()));
    retired_.erase(held, retired_.end());
  }

  std::uint64_t edition() const { return edition_.load(std::memory_order_acquire); }

  // The oldest edition some reader may still be using; the newest when there is no reader.
  std::uint64_t oldest_in_use() const { return oldest(edition_, &Reader::edition_); }

 private:
  using Number = std::atomic<std::uint64_t>;

  std::uint64_t oldest(const Number& newest, const Number Reader::*of_reader) const {
    const std::lock_guard lock(mutex_);
    std::uint64_t out = newest.load(std::memory_order_acquire);
    for (const Reader* reader : readers_)
      out = std::min(out, (reader->*of_reader).load(std::memory_order_acquire));
    return out;
  }

  mutable std::mutex mutex_;  // taken by a reader only when the turn has changed
  Number edition_{0};
  Number turn_{0};  // moves on with each edition and each call
  std::shared_ptr<const T> current_;
  std::vector<std::shared_ptr<const T>> retired_;
  std::vector<const Reader*> readers_;
};

// One per thread. Outlives neither its Published nor what get() returned before
// the next get().
template <class T>
class Published<T>::Reader {
 public:
  explicit Reader(Published& source) : source_(source) {
    const std::lock_guard lock(source_.mutex_);
    source_.readers_.push_back(this);
  }
  ~Reader() {
    const std::lock_guard lock(source_.mutex_);
    std::erase(source_.readers_, this);
  }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  // The newest T, or nullptr before the first was published. Only the reader's thread.
  const T* get() {
    if (source_.turn_.load(std::memory_order_acquire) != turn_.load(std::memory_order_relaxed)) refresh();
    return held_.get();
  }

 private:
  friend class Published;

  void refresh() {
    const std::lock_guard lock(source_.mutex_);
    held_ = source_.current_;
    turn_.store(source_.turn_.load(std::memory_order_relaxed), std::memory_order_release);
    edition_.store(source_.edition_.load(std::memory_order_relaxed), std::memory_order_release);
  }

  Published& source_;
  Number edition_{0};
  Number turn_{0};
  std::shared_ptr<const T> held_;
};

}  // namespace rota
