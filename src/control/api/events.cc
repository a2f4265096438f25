// GET /api/v1/events and /api/v1/stream
#include "control/events/events.h"

#include <charconv>
#include <utility>

#include "base/settings.h"
#include "control/api/handlers.h"
#include "control/api/words.h"

namespace rota::control::api {

namespace json = boost::json;

namespace {

std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t out = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), out);
  return failed == std::errc() && end == text.data() + text.size() ? std::optional(out) : std::nullopt;
}

struct Wanted {
  std::variant<std::uint64_t, milliseconds> since = std::uint64_t{0};
  std::size_t limit = Events::most;
};

Result<Wanted> read_wanted(const Call& call) {
  Wanted out;
  if (const auto since = call.asked("since")) {
    const auto number = whole_number(*since);
    const auto duration = parse_duration(*since);
    if (!number && !duration)
      return Error{"'since' must be the number of an event or a duration such as 1h, not '" +
                   std::string(*since) + "'"};
    if (number)
      out.since = *number;
    else
      out.since = *duration;
  }
  if (const auto text = call.asked("limit")) {
    const auto limit = whole_number(*text);
    if (!limit || *limit == 0)
      return Error{"'limit' must be a number from 1, not '" + std::string(*text) + "'"};
    out.limit = *limit;
  }
  return out;
}

std::vector<Event> events_since(const Events& events, const Wanted& wanted) {
  if (const auto* number = std::get_if<std::uint64_t>(&wanted.since)) return events.since(*number);
  return events.since(std::chrono::system_clock::now() - std::get<milliseconds>(wanted.since));
}

// The newest of them, oldest first.
json::object document(const Events& events, const Wanted& wanted) {
  const auto found = events_since(events, wanted);
  json::array list;
  for (std::size_t i = found.size() - std::min(found.size(), wanted.limit); i < found.size(); ++i)
    list.push_back(to_json(found[i]));
  return {{"events", std::move(list)}, {"last", events.last()}};
}

}  // namespace

void get_events(Desk& desk, Call call) {
  const auto wanted = read_wanted(call);
  if (!wanted) return call.refuse(400, wanted.error().text);
  desk.sources.events([wanted = *wanted, call = std::move(call)](const Events& events) {
    call.reply(json_response(document(events, wanted)));
  });
}

void get_stream(Desk& desk, Call call) {
  const std::string& last = call.request.last_event;
  const auto number = whole_number(last);
  if (!last.empty() && !number) return call.refuse(400, "Last-Event-ID is not the number of an event");
  // Events are told to the server's thread in the order of the control loop: none
  // comes twice or is left out between what was missed and what follows.
  desk.sources.events([&desk, number, call = std::move(call)](const Events& events) {
    desk.sources.later([&desk, call, missed = number ? events.since(*number) : std::vector<Event>()] {
      http::Response response;
      response.type = "text/event-stream";
      response.source = desk.streams.open(missed);
      if (!response.source) return call.refuse(503, "too many clients follow the stream");
      call.reply(std::move(response));
    });
  });
}

}  // namespace rota::control::api
