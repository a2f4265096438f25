#include "base/state_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/guard.h"
#include "base/log.h"
#include "base/socket.h"

namespace rota {

namespace {

std::string why(int error) { return std::generic_category().message(error); }

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(file) == 0;
}

// The new name of a file is on the disk only with its directory. Where that cannot be
// synced the system writes it a little later.
void keep_name(const std::string& path) {
  const std::string directory = std::filesystem::path(path).parent_path().string();
  const int file = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return;
  ::fsync(file);
  ::close(file);
}

std::optional<Error> replace_file(const std::string& path, std::string_view text) {
  const std::string draft = path + ".new";
  ::unlink(draft.c_str());  // one that a crash has left, or a link that somebody has put there
  const int file = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (file < 0) return Error{"cannot write " + draft + ": " + why(errno)};
  const int error = write_all(file, text) ? 0 : errno;
  ::close(file);
  if (error != 0) return Error{"cannot write " + draft + ": " + why(error)};
  if (std::rename(draft.c_str(), path.c_str()) != 0)
    return Error{"cannot replace " + path + ": " + why(errno)};
  keep_name(path);
  return {};
}

// A link is not followed, and nothing but a file is read: a FIFO would be waited for.
Result<std::string> read_file(const std::string& path, std::uintmax_t most) {
  const Socket file(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (file.get() < 0) return Error{errno == ELOOP ? "it is a symbolic link" : why(errno)};
  struct stat about {};
  if (::fstat(file.get(), &about) != 0) return Error{why(errno)};
  if (!S_ISREG(about.st_mode)) return Error{"it is not a file"};
  const auto size = static_cast<std::uintmax_t>(about.st_size);
  if (size > most) return Error{"it is larger than " + std::to_string(most) + " octets"};
  std::string text(static_cast<std::size_t>(size), '\0');
  std::size_t got = 0;
  while (got < text.size()) {
    const ssize_t read = ::read(file.get(), text.data() + got, text.size() - got);
    if (read < 0 && errno == EINTR) continue;
    if (read < 0) return Error{why(errno)};
    if (read == 0) break;
    got += static_cast<std::size_t>(read);
  }
  text.resize(got);
  return text;
}

}  // namespace

StateFile::StateFile(StateDirectory directory, std::string name, std::string what,
                     std::chrono::milliseconds retry)
    : directory_(std::move(directory)),
      name_(std::move(name)),
      path_(directory_.path().empty() ? "" : directory_.path() + "/" + name_),
      what_(std::move(what)),
      retry_(retry) {
  directory_.attach(*this);
}

StateFile::~StateFile() {
  directory_.detach(*this);
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    is_closed_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

std::optional<std::string> StateFile::read(std::uintmax_t most) {
  if (directory_.was_handed_over()) return remember(directory_.handed(name_));
  std::error_code unreadable;  // then reading it says why
  if (path_.empty() || (!std::filesystem::exists(path_, unreadable) && !unreadable)) return {};
  auto text = read_file(path_, most);
  if (text) return remember(std::move(*text));
  warn_ignored(text.error().text);
  return {};
}

std::optional<std::string> StateFile::remember(std::optional<std::string> text) {
  if (text) newest_ = [text = *text] { return text; };
  return text;
}

void StateFile::warn_ignored(std::string_view reason) const {
  log_warning("state_ignored", "ignoring " + what_ + " in " + path_ + ": " + std::string(reason),
              {{"file", path_}, {"reason", reason}});
}

void StateFile::warn_skipped(std::size_t unreadable) const {
  log_warning("state_skipped",
              "skipped " + std::to_string(unreadable) +
                  (unreadable == 1 ? " unreadable line of " : " unreadable lines of ") + what_ + " in " +
                  path_,
              {{"file", path_}, {"count", unreadable}});
}

void StateFile::keep_aside(WallTime now) const {
  std::error_code error;
  if (path_.empty() || (!std::filesystem::exists(path_, error) && !error)) return;
  const std::string aside = path_ + ".bad-" + rfc3339(now);
  std::filesystem::rename(path_, aside, error);
  if (error)
    log_warning("state_not_kept", "cannot keep " + path_ + " aside: " + error.message(),
                {{"file", path_}, {"reason", error.message()}});
  else
    log_warning("state_kept_aside", "the unreadable file is kept as " + aside, {{"file", aside}});
}

void StateFile::write(std::string text, Written done) {
  write([text = std::move(text)] { return text; }, std::move(done));
}

void StateFile::write(MakeText make, Written done) {
  newest_ = make;
  if (path_.empty()) {
    if (done) done(Error{"'state' is \"\" in the configuration"});
    return;
  }
  if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
  {
    const std::lock_guard lock(mutex_);
    if (done) waiting_.push_back(std::move(done));
    next_ = std::move(make);
  }
  changed_.notify_all();
}

void StateFile::flush() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return (!next_ || is_held_) && !is_writing_; });
}

std::optional<std::string> StateFile::hold() {
  flush();
  const std::lock_guard lock(mutex_);
  is_held_ = true;
  return newest_ ? std::optional((*newest_)()) : std::nullopt;
}

void StateFile::go_on() {
  {
    const std::lock_guard lock(mutex_);
    is_held_ = false;
  }
  changed_.notify_all();
}

void StateFile::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    wait(lock);
    if (!next_ || is_held_) return;
    MakeText make = std::move(*std::exchange(next_, std::nullopt));
    const auto waiting = std::exchange(waiting_, {});
    is_writing_ = true;
    lock.unlock();
    std::optional<Error> error;
    const auto failed = guarded("keeping state", [&] { error = write_now(make()); });
    if (failed) error = failed;
    for (const Written& done : waiting) guarded("telling that state is kept", [&] { done(error); });
    failed_ = error ? std::optional(std::move(make)) : std::nullopt;
    lock.lock();
    is_writing_ = false;
    changed_.notify_all();
  }
}

// For the next text, or until it is time to try the last one again; a disk that was
// full, or a directory that was gone, may be back.
void StateFile::wait(std::unique_lock<std::mutex>& lock) {
  const auto has_come = [this] { return (next_ && !is_held_) || is_closed_; };
  while (failed_ && !changed_.wait_for(lock, retry_, has_come))
    if (!is_held_) next_ = std::exchange(failed_, std::nullopt);
  changed_.wait(lock, has_come);
}

std::optional<Error> StateFile::write_now(std::string_view text) {
  std::error_code ignored;  // a directory that is still missing shows in the next step
  std::filesystem::create_directories(directory_.path(), ignored);
  auto error = replace_file(path_, text);
  if (error && error->text != said_)
    log_warning("state_not_kept", what_ + " is not kept: " + error->text,
                {{"file", path_}, {"reason", error->text}});
  said_ = error ? error->text : "";
  return error;
}

}  // namespace rota
