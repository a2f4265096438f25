// Something that happened, for people to read later and for programs to follow.
// As JSON it is what the API gives and what the state directory keeps, a line each.
#pragma once

#include <boost/json/fwd.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/wall_time.h"
#include "config/member_key.h"

namespace rota::operate {

enum class EventKind : std::uint8_t { member, pool, override, reload, start, stop, replace, blindness };

std::string_view name_of(EventKind kind);  // "member", "override"

struct Event {
  std::uint64_t number = 0;  // from 1, without a gap; goes on after a restart
  WallTime at{};
  EventKind kind = EventKind::member;
  config::MemberKey of{};  // zone, pool and member, "" where it is not about one
  std::string text;        // "member lb.example:web/lb1 down: status 503 (3/3)"
  std::string who{};       // "alice"; "" when nobody asked for it
  std::string reason{};    // of an operator, "CHG-42", or of a check, "status 503"
};

// {"number", "at", "kind", "zone", "pool", "member", "text", "who", "reason"}
boost::json::object to_json(const Event& event);
std::string json_text(const Event& event);  // the same on one line, without its end

// Nothing when it is not such a line.
std::optional<Event> read_event(std::string_view line);

}  // namespace rota::operate
