#include "health/memory.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include "base/log.h"

namespace rota::health {

namespace {

constexpr std::string_view version_line = "rota health 1";
constexpr std::uintmax_t most_bytes = 64U << 20U;
constexpr std::chrono::minutes most_age{5};

std::string why(int error) { return std::generic_category().message(error); }

// A key is free text; a line break in it must not end the line.
std::string escape(std::string_view key) {
  std::string out;
  for (const char c : key) {
    if (c == '\n')
      out += "\\n";
    else if (c == '\\')
      out += "\\\\";
    else
      out += c;
  }
  return out;
}

std::string unescape(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escaped = text[i] == '\\' && i + 1 < text.size();
    if (escaped) ++i;
    out += escaped && text[i] == 'n' ? '\n' : text[i];
  }
  return out;
}

std::optional<SavedState> read_line(std::string_view line) {
  SavedState out;
  out.fit = line.starts_with("up ");
  if (!out.fit && !line.starts_with("down ")) return {};
  line.remove_prefix(out.fit ? 3 : 5);
  const auto [end, bad] = std::from_chars(line.data(), line.data() + line.size(), out.heard);
  line.remove_prefix(static_cast<std::size_t>(end - line.data()));
  if (bad != std::errc() || line.size() < 2 || line.front() != ' ') return {};
  out.key = unescape(line.substr(1));
  return out;
}

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(file) == 0;
}

// The old file stays whole until the new one is safely on the disk.
std::optional<Error> replace_file(const std::string& path, std::string_view text) {
  const std::string draft = path + ".new";
  const int file = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
  if (file < 0) return Error{"cannot write " + draft + ": " + why(errno)};
  const int error = write_all(file, text) ? 0 : errno;
  ::close(file);
  if (error != 0) return Error{"cannot write " + draft + ": " + why(error)};
  if (std::rename(draft.c_str(), path.c_str()) != 0)
    return Error{"cannot replace " + path + ": " + why(errno)};
  return {};
}

Result<std::string> read_file(const std::string& path) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (error) return Error{error.message()};
  if (size > most_bytes) return Error{"it is larger than 64 MiB"};
  std::string text(static_cast<std::size_t>(size), '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(text.data(), static_cast<std::streamsize>(size));
  text.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
  return text;
}

}  // namespace

std::string write_states(const std::vector<SavedState>& states) {
  std::string out = std::string(version_line) + "\n";
  for (const auto& state : states) {
    out += state.fit ? "up " : "down ";
    out += std::to_string(state.heard) + " " + escape(state.key) + "\n";
  }
  return out;
}

Result<SavedStates> read_states(std::string_view text) {
  const std::string first = std::string(version_line) + "\n";
  if (!text.starts_with(first)) return Error{"its first line is not '" + std::string(version_line) + "'"};
  text.remove_prefix(first.size());
  SavedStates out;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    auto state = end == std::string_view::npos ? std::nullopt : read_line(text.substr(0, end));
    if (state)
      out.states.push_back(std::move(*state));
    else
      ++out.bad_lines;
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return out;
}

class Memory::Writer {
 public:
  explicit Writer(std::string directory) : directory_(std::move(directory)) {}
  ~Writer() { thread_.join(); }

  bool start(std::string text) {
    if (busy_.exchange(true)) return false;
    boost::asio::post(thread_, [this, text = std::move(text)] {
      write(text);
      busy_ = false;
    });
    return true;
  }

  void finish() { thread_.join(); }

  // Says what is wrong once, not every second.
  void write(std::string_view text) {
    std::error_code ignored;  // a directory that is still missing shows in the next step
    std::filesystem::create_directories(directory_, ignored);
    const auto error = replace_file(directory_ + "/health", text);
    if (error && error->text != said_) log_warning("last health is not kept: " + error->text);
    said_ = error ? error->text : "";
  }

 private:
  std::string directory_;
  std::string said_;
  std::atomic<bool> busy_{false};
  boost::asio::thread_pool thread_{1};
};

Memory::Memory(std::string directory) : directory_(std::move(directory)) {
  const std::string path = directory_ + "/health";
  std::error_code unreadable;  // then reading it says why
  if (directory_.empty() || (!std::filesystem::exists(path, unreadable) && !unreadable)) return;
  const auto text = read_file(path);
  auto saved = text ? read_states(*text) : Result<SavedStates>(text.error());
  if (!saved) {
    log_warning("ignoring last health in " + path + ": " + saved.error().text);
    return;
  }
  if (saved->bad_lines > 0) {
    log_warning("skipped " + std::to_string(saved->bad_lines) + " unreadable lines of last health in " +
                path);
  }
  for (const auto& state : saved->states) states_.insert_or_assign(state.key, state);
}

Memory::~Memory() = default;

std::optional<bool> Memory::recall(const std::string& key, std::chrono::system_clock::time_point wall) const {
  const auto found = states_.find(key);
  if (found == states_.end()) return {};
  // In seconds first: a garbled time must not overflow a finer unit.
  const std::int64_t now = std::chrono::duration_cast<std::chrono::seconds>(wall.time_since_epoch()).count();
  const std::int64_t most = std::chrono::seconds(most_age).count();
  const bool young = found->second.heard > now - most && found->second.heard < now + most;
  return young ? std::optional<bool>(found->second.fit) : std::nullopt;
}

bool Memory::save(const std::vector<SavedState>& states) {
  if (directory_.empty()) return true;
  if (!writer_) writer_ = std::make_unique<Writer>(directory_);
  return writer_->start(write_states(states));
}

void Memory::save_now(const std::vector<SavedState>& states) {
  if (directory_.empty()) return;
  if (!writer_) writer_ = std::make_unique<Writer>(directory_);
  writer_->finish();
  writer_->write(write_states(states));
}

}  // namespace rota::health
