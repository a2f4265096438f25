// Log lines to stderr: one event a line, "level: text", or as JSON. Control characters
// are escaped, since parts of a line may come from the network. Safe from any thread.
//
// A program that has nothing else to do writes its lines at once. While a LogOutlet lives,
// log() only queues what stderr does not take: whoever reads it may stop reading, and no
// work waits for that.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace rota {

enum class LogLevel { error, warning, info, debug };

// text: for people. Under systemd, whose journal has the time and wants the level as a
// number, the same with "<4>" in front (sd-daemon(3)).
// json: {"time": "2026-01-31T12:00:00.123Z", "level": "info", "text": "..."}.
enum class LogFormat { text, json };

std::optional<LogLevel> parse_log_level(std::string_view text);
void set_log_level(LogLevel level);
void set_log_format(LogFormat format);

void log(LogLevel level, std::string_view text) noexcept;
inline void log_error(std::string_view text) { log(LogLevel::error, text); }
inline void log_warning(std::string_view text) { log(LogLevel::warning, text); }
inline void log_info(std::string_view text) { log(LogLevel::info, text); }

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
