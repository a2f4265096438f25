#include "base/log_mistakes.h"

#include <string>

#include "base/log.h"

namespace rota {

// The line of the log says already whether it is a warning, so that Mistake::line() does not do.
void log_all(const Mistakes& mistakes) {
  for (const Mistake& mistake : mistakes.all()) {
    const bool is_error = mistake.severity == Severity::error;
    const Position& at = mistake.at;
    const std::string where = at.text();
    log(is_error ? LogLevel::error : LogLevel::warning, is_error ? "config_error" : "config_warning",
        where.empty() ? mistake.text : where + ": " + mistake.text,
        {{"file", at.file ? std::string_view(*at.file) : ""},
         {"line", at.line},
         {"column", at.column},
         {"reason", mistake.text}});
  }
}

}  // namespace rota
