#include "base/log.h"

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <boost/json.hpp>
#include <cstdlib>
#include <string>

#include "base/printable.h"
#include "base/wall_time.h"

namespace rota {

namespace {

constexpr std::array<std::string_view, 4> names = {"error", "warning", "info", "debug"};
constexpr std::array<std::string_view, 4> priorities = {"<3>", "<4>", "<6>", "<7>"};  // as syslog counts
std::atomic<LogLevel> level_now{LogLevel::info};
std::atomic<LogFormat> format_now{LogFormat::text};

// systemd says which file is its journal; stderr may have been sent elsewhere since.
bool is_journal() {
  const char* stream = std::getenv("JOURNAL_STREAM");
  struct stat status {};
  if (stream == nullptr || ::fstat(STDERR_FILENO, &status) != 0) return false;
  return std::to_string(status.st_dev) + ":" + std::to_string(status.st_ino) == stream;
}

std::string text_line(LogLevel level, std::string_view text) {
  static const bool to_journal = is_journal();
  std::string out(to_journal ? priorities[static_cast<std::size_t>(level)] : "");
  out += names[static_cast<std::size_t>(level)];
  out += ": ";
  out += printable(text);
  return out;
}

std::string json_line(LogLevel level, std::string_view text) {
  const boost::json::object line{{"time", rfc3339(std::chrono::system_clock::now())},
                                 {"level", names[static_cast<std::size_t>(level)]},
                                 {"text", printable(text)}};
  return boost::json::serialize(line);
}

}  // namespace

std::optional<LogLevel> parse_log_level(std::string_view text) {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == text) return static_cast<LogLevel>(i);
  return {};
}

void set_log_level(LogLevel level) { level_now.store(level, std::memory_order_relaxed); }

void set_log_format(LogFormat format) { format_now.store(format, std::memory_order_relaxed); }

void log(LogLevel level, std::string_view text) {
  if (level > level_now.load(std::memory_order_relaxed)) return;
  const bool json = format_now.load(std::memory_order_relaxed) == LogFormat::json;
  const std::string line = (json ? json_line(level, text) : text_line(level, text)) + '\n';
  // One write a line keeps lines of different threads whole; a full pipe may lose one.
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, line.data(), line.size());
}

}  // namespace rota
