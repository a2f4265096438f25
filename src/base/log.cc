#include "base/log.h"

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <boost/json.hpp>
#include <chrono>
#include <cstdlib>
#include <exception>
#include <string>
#include <utility>

#include "base/log_queue.h"
#include "base/plural.h"
#include "base/printable.h"
#include "base/wall_time.h"

namespace rota {

namespace {

constexpr std::array<std::string_view, 4> names = {"error", "warning", "info", "debug"};
constexpr std::array<std::string_view, 4> priorities = {"<3>", "<4>", "<6>", "<7>"};  // as syslog counts
std::atomic<LogLevel> level_now{LogLevel::info};
std::atomic<LogFormat> format_now{LogFormat::text};
std::atomic<LogQueue*> queue_now{nullptr};

constexpr std::size_t most_queued = 1 << 20;             // octets, some 10,000 lines
constexpr std::chrono::milliseconds last_patience{500};  // for a process that ends

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

void add_field(boost::json::object& line, const LogField& field) {
  if (const auto* text = std::get_if<std::string_view>(&field.value)) {
    if (!text->empty()) line[field.name] = printable(*text);
  } else if (const std::uint64_t number = std::get<std::uint64_t>(field.value); number != 0) {
    line[field.name] = number;
  }
}

std::string json_line(LogLevel level, std::string_view event, std::string_view text, LogFields fields) {
  boost::json::object line{{"time", rfc3339(std::chrono::system_clock::now())},
                           {"level", names[static_cast<std::size_t>(level)]},
                           {"event", event}};
  for (const LogField& field : fields) add_field(line, field);
  line["text"] = printable(text);
  return boost::json::serialize(line);
}

std::string whole_line(LogLevel level, std::string_view event, std::string_view text, LogFields fields) {
  const bool json = format_now.load(std::memory_order_relaxed) == LogFormat::json;
  return (json ? json_line(level, event, text, fields) : text_line(level, text)) + '\n';
}

std::string dropped_line(std::uint64_t count) {
  return whole_line(LogLevel::warning, "log_dropped",
                    "dropped " + plural(count, "log line") + ": the reader of stderr was too slow",
                    {{"count", count}});
}

}  // namespace

std::optional<LogLevel> parse_log_level(std::string_view text) {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == text) return static_cast<LogLevel>(i);
  return {};
}

void set_log_level(LogLevel level) { level_now.store(level, std::memory_order_relaxed); }

void set_log_format(LogFormat format) { format_now.store(format, std::memory_order_relaxed); }

void log(LogLevel level, std::string_view event, std::string_view text, LogFields fields) noexcept {
  if (level > level_now.load(std::memory_order_relaxed)) return;
  LogQueue* const queue = queue_now.load(std::memory_order_acquire);
  try {
    std::string line = whole_line(level, event, text, fields);
    if (queue != nullptr) return queue->put(std::move(line));
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, line.data(), line.size());
  } catch (const std::exception&) {  // no memory for the line
    if (queue != nullptr) queue->drop();
  }
}

std::uint64_t log_dropped() {
  const LogQueue* const queue = queue_now.load(std::memory_order_acquire);
  return queue != nullptr ? queue->dropped() : 0;
}

LogOutlet::LogOutlet() : queue_(std::make_unique<LogQueue>(STDERR_FILENO, most_queued, dropped_line)) {
  queue_now.store(queue_.get(), std::memory_order_release);
}

LogOutlet::~LogOutlet() {
  queue_->flush(last_patience);
  queue_now.store(nullptr, std::memory_order_release);
}

void LogOutlet::start_thread() { queue_->start(); }

}  // namespace rota
