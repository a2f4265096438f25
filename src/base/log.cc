#include "base/log.h"

#include <unistd.h>

#include <array>
#include <atomic>
#include <string>

#include "base/printable.h"

namespace rota {

namespace {

constexpr std::array<std::string_view, 4> names = {"error", "warning", "info", "debug"};
std::atomic<LogLevel> level_now{LogLevel::info};

}  // namespace

std::optional<LogLevel> parse_log_level(std::string_view text) {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == text) return static_cast<LogLevel>(i);
  return {};
}

void set_log_level(LogLevel level) { level_now.store(level, std::memory_order_relaxed); }

void log(LogLevel level, std::string_view text) {
  if (level > level_now.load(std::memory_order_relaxed)) return;
  std::string line(names[static_cast<std::size_t>(level)]);
  line += ": ";
  line += printable(text);
  line += '\n';
  // One write a line keeps lines of different threads whole; a full pipe may lose one.
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, line.data(), line.size());
}

}  // namespace rota
