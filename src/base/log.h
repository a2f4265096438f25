// Log lines to stderr: one event a line, "level: text", or as JSON. Control characters
// are escaped, since parts of a line may come from the network. Safe from any thread.
#pragma once

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

void log(LogLevel level, std::string_view text);
inline void log_error(std::string_view text) { log(LogLevel::error, text); }
inline void log_warning(std::string_view text) { log(LogLevel::warning, text); }
inline void log_info(std::string_view text) { log(LogLevel::info, text); }

}  // namespace rota
