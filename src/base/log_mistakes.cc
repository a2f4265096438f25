#include "base/log_mistakes.h"

#include <string>

#include "base/log.h"

namespace rota {

// The line of the log says already whether it is a warning, so that Mistake::line() does not do.
void log_all(const Mistakes& mistakes) {
  for (const Mistake& mistake : mistakes.all()) {
    const std::string where = mistake.at.text();
    log(mistake.severity == Severity::error ? LogLevel::error : LogLevel::warning,
        where.empty() ? mistake.text : where + ": " + mistake.text);
  }
}

}  // namespace rota
