#include "base/log_queue.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <climits>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <string_view>
#include <thread>
#include <utility>

namespace rota {

namespace {

bool has_room(int file, int milliseconds) {
  pollfd room{file, POLLOUT, 0};
  return ::poll(&room, 1, milliseconds) > 0;
}

// One write a line keeps lines of different processes whole. May take for ever.
bool write_whole(int file, std::string_view line) {
  while (!line.empty()) {
    const ssize_t written = ::write(file, line.data(), line.size());
    if (written >= 0)
      line.remove_prefix(static_cast<std::size_t>(written));
    else if (errno == EAGAIN)  // somebody who shares the file made it non-blocking
      has_room(file, -1);
    else if (errno != EINTR)
      return false;
  }
  return true;
}

}  // namespace

struct LogQueue::State {
  State(int to, std::size_t most, Tell tell_dropped)
      : file(to), most_octets(most), tell(std::move(tell_dropped)) {}

  void run();
  void write_next(std::unique_lock<std::mutex>& lock);
  void write_at_once(std::chrono::milliseconds limit);
  void tell_dropped() noexcept;
  void note(bool written);
  void forget_first();

  const int file;
  const std::size_t most_octets;
  const Tell tell;
  std::atomic<std::uint64_t> dropped{0};

  std::mutex mutex;
  std::condition_variable changed;
  std::deque<std::string> lines;
  std::size_t octets = 0;   // of what waits and what is being written
  std::size_t begun = 0;    // of the first line: this much is written
  std::uint64_t told = 0;   // of those dropped
  bool takes_lines = true;  // the file: its last write went well
  bool has_thread = false;
  bool is_closed = false;
};

void LogQueue::State::run() {
  std::unique_lock lock(mutex);
  while (true) {
    if (lines.empty()) tell_dropped();
    changed.wait(lock, [this] { return !lines.empty() || is_closed; });
    if (lines.empty()) return;
    write_next(lock);
  }
}

void LogQueue::State::write_next(std::unique_lock<std::mutex>& lock) {
  const std::string_view rest = std::string_view(lines.front()).substr(begun);
  lock.unlock();  // others add at the other end, which moves nothing
  const bool written = write_whole(file, rest);
  lock.lock();
  note(written);
  forget_first();
  if (octets == 0) changed.notify_all();
}

// No more than the kernel surely takes without waiting.
void LogQueue::State::write_at_once(std::chrono::milliseconds limit) {
  while (!lines.empty() && has_room(file, static_cast<int>(limit.count()))) {
    const auto piece = std::string_view(lines.front()).substr(begun, PIPE_BUF);
    const ssize_t written = ::write(file, piece.data(), piece.size());
    if (written < 0 && errno == EAGAIN) return;
    if (written < 0 && errno == EINTR) continue;
    note(written >= 0);
    begun += static_cast<std::size_t>(std::max<ssize_t>(written, 0));
    if (written < 0 || begun == lines.front().size()) forget_first();
  }
}

void LogQueue::State::note(bool written) {
  takes_lines = written;
  if (!written) ++dropped;
}

void LogQueue::State::forget_first() {
  octets -= lines.front().size();
  lines.pop_front();
  begun = 0;
}

// Where the lines are missing: before those that come next, once there is room for many.
void LogQueue::State::tell_dropped() noexcept {
  const std::uint64_t now = dropped;
  if (now == told || !takes_lines || octets > most_octets / 2) return;
  try {
    lines.push_back(tell(now - told));
    octets += lines.back().size();
    told = now;
  } catch (const std::exception&) {  // no memory for it: it is told later
  }
}

LogQueue::LogQueue(int file, std::size_t most_octets, Tell tell)
    : state_(std::make_shared<State>(file, most_octets, std::move(tell))) {}

LogQueue::~LogQueue() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->is_closed = true;
  }
  state_->changed.notify_all();
}

void LogQueue::start() {
  std::thread([state = state_] { state->run(); }).detach();
  const std::lock_guard lock(state_->mutex);
  state_->has_thread = true;
}

void LogQueue::put(std::string line) noexcept {
  try {
    const std::lock_guard lock(state_->mutex);
    state_->tell_dropped();
    const std::size_t size = line.size();
    if (state_->octets + size > state_->most_octets) return drop();
    state_->lines.push_back(std::move(line));
    state_->octets += size;
    if (!state_->has_thread) state_->write_at_once({});
  } catch (const std::exception&) {  // no memory
    drop();
  }
  state_->changed.notify_all();
}

void LogQueue::drop() noexcept { ++state_->dropped; }

std::uint64_t LogQueue::dropped() const { return state_->dropped; }

void LogQueue::flush(std::chrono::milliseconds limit) {
  std::unique_lock lock(state_->mutex);
  if (state_->has_thread)
    state_->changed.wait_for(lock, limit, [this] { return state_->octets == 0; });
  else
    state_->write_at_once(limit);
}

}  // namespace rota
