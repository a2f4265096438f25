#include "publish/reload_outcome.h"

#include "base/log.h"
#include "base/plural.h"

namespace rota::publish {

namespace {

std::string zones_text(const std::vector<UnloadedZone>& zones, bool kept) {
  constexpr std::size_t most = 10;
  std::string out;
  std::size_t count = 0;
  for (const UnloadedZone& each : zones)
    if (each.kept_from.has_value() == kept && ++count <= most) out += (out.empty() ? "" : ", ") + each.zone;
  if (count > most) out += " and " + std::to_string(count - most) + " more";
  return out.empty() ? "" : (kept ? "; kept at an earlier version: " : "; not served: ") + out;
}

std::string mistakes_text(const Mistakes& mistakes) { return plural(mistakes.errors(), "mistake"); }

}  // namespace

std::string ReloadOutcome::text() const {
  if (!applies) return "failed: " + mistakes_text(mistakes) + "; the old configuration stays";
  const std::string checks =
      "checks kept " + std::to_string(targets.kept) + ", begun anew " + std::to_string(targets.begun);
  if (is_ok()) return "done: " + checks;
  return "done in part: " + mistakes_text(mistakes) + zones_text(unloaded, true) +
         zones_text(unloaded, false) + "; " + checks;
}

void ReloadOutcome::log() const {
  const LogLevel level = !applies ? LogLevel::error : is_ok() ? LogLevel::info : LogLevel::warning;
  const std::string_view event = !applies ? "reload_failed" : is_ok() ? "reload_done" : "reload_partial";
  rota::log(level, event, "reload " + text(), {{"count", mistakes.errors()}});
}

}  // namespace rota::publish
