// Log lines to stderr: one event a line, "level: text", or as JSON, with what the text says
// in fields. Control characters are escaped, since parts of a line may come from the network.
// Safe from any thread.
//
// A program that has nothing else to do writes its lines at once. While a LogOutlet lives,
// log() only queues what stderr does not take: whoever reads it may stop reading, and no
// work waits for that.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string_view>
#include <variant>

namespace rota {

enum class LogLevel { error, warning, info, debug };

// text: for people. Under systemd, whose journal has the time and wants the level as a
// number, the same with "<4>" in front (sd-daemon(3)).
// json: {"time": "2026-01-31T12:00:00.123Z", "level": "warning", "event": "member_down",
// "zone": "lb.example", ..., "text": "..."}.
enum class LogFormat { text, json };

std::optional<LogLevel> parse_log_level(std::string_view text);
void set_log_level(LogLevel level);
void set_log_format(LogFormat format);

// What a text says, for programs: the names are zone, pool, member, family, address, check,
// reason, count, and file, line and column. An empty text and 0 are left out.
struct LogField {
  std::string_view name;
  std::variant<std::string_view, std::uint64_t> value;
};
using LogFields = std::initializer_list<LogField>;

// `event` is a fixed word for what happened, such as "reload_failed": programs go by it.
void log(LogLevel level, std::string_view event, std::string_view text, LogFields fields = {}) noexcept;
inline void log_error(std::string_view event, std::string_view text, LogFields fields = {}) {
  log(LogLevel::error, event, text, fields);
}
inline void log_warning(std::string_view event, std::string_view text, LogFields fields = {}) {
  log(LogLevel::warning, event, text, fields);
}
inline void log_info(std::string_view event, std::string_view text, LogFields fields = {}) {
  log(LogLevel::info, event, text, fields);
}

// Lines that were lost because stderr took no more, or memory was short.
std::uint64_t log_dropped();

class LogQueue;

// At most one at a time, which begins and ends while no other thread logs.
class LogOutlet {
 public:
  LogOutlet();
  ~LogOutlet();  // gives stderr a moment to take what is queued
  LogOutlet(const LogOutlet&) = delete;
  LogOutlet& operator=(const LogOutlet&) = delete;

  // From now on a thread writes; until then log() does, as far as stderr takes its lines.
  // To be called once what threads do not share is done with: forks, dropping rights.
  // Throws std::system_error when there can be no thread.
  void start_thread();

 private:
  std::unique_ptr<LogQueue> queue_;
};

}  // namespace rota
