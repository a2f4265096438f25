#include "operate/events/event.h"

#include <algorithm>
#include <array>

#include "base/json.h"

namespace rota::operate {

namespace {

constexpr std::array<std::string_view, 8> kinds = {"member", "pool", "override", "reload",
                                                   "start",  "stop", "replace",  "blindness"};
// What programs that hold every number as a double can still tell apart.
constexpr std::uint64_t largest_number = (std::uint64_t{1} << 53U) - 1;

std::optional<EventKind> parse_kind(std::string_view name) {
  const auto found = std::ranges::find(kinds, name);
  if (found == kinds.end()) return {};
  return static_cast<EventKind>(found - kinds.begin());
}

}  // namespace

std::string_view name_of(EventKind kind) { return kinds[static_cast<std::size_t>(kind)]; }

boost::json::object to_json(const Event& event) {
  return {{"number", event.number}, {"at", rfc3339(event.at)}, {"kind", name_of(event.kind)},
          {"zone", event.of.zone},  {"pool", event.of.pool},   {"member", event.of.member},
          {"text", event.text},     {"who", event.who},        {"reason", event.reason}};
}

std::string json_text(const Event& event) { return boost::json::serialize(to_json(event)); }

std::optional<Event> read_event(std::string_view line) {
  const auto value = parse_json(line);
  if (!value || !value->is_object()) return {};
  const boost::json::object& object = value->get_object();
  const auto number = number_at<std::uint64_t>(object, "number");
  const auto at = parse_rfc3339(text_at(object, "at"));
  const auto kind = parse_kind(text_at(object, "kind"));
  const std::string text(text_at(object, "text"));
  if (!number || *number == 0 || *number > largest_number || !at || !kind || text.empty()) return {};
  return Event{.number = *number,
               .at = *at,
               .kind = *kind,
               .of = {std::string(text_at(object, "zone")), std::string(text_at(object, "pool")),
                      std::string(text_at(object, "member"))},
               .text = text,
               .who = std::string(text_at(object, "who")),
               .reason = std::string(text_at(object, "reason"))};
}

}  // namespace rota::operate
