// GET /api/v1/events and /api/v1/stream
#include <charconv>
#include <chrono>
#include <cstddef>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "api/handlers.h"
#include "api/words.h"
#include "base/settings.h"

namespace rota::api {

namespace {

std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t out = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), out);
  return failed == std::errc() && end == text.data() + text.size() ? std::optional(out) : std::nullopt;
}

struct Wanted {
  std::variant<std::uint64_t, milliseconds> since = std::uint64_t{0};
  std::size_t limit = operate::History::most;
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

// The newest of them, oldest first.
std::vector<operate::EventPtr> find(const operate::History& history, const Wanted& wanted) {
  const auto* number = std::get_if<std::uint64_t>(&wanted.since);
  auto out = number != nullptr
                 ? history.since(*number)
                 : history.since(std::chrono::system_clock::now() - std::get<milliseconds>(wanted.since));
  if (out.size() > wanted.limit)
    out.erase(out.begin(), out.end() - static_cast<std::ptrdiff_t>(wanted.limit));
  return out;
}

}  // namespace

void get_events(Context& context, Call&& call) {
  const auto wanted = read_wanted(call);
  if (!wanted) return call.refuse(400, wanted.error().text);
  http::Response response;
  response.body = context.events.document(find(context.events.history(), *wanted));
  call.reply(std::move(response));
}

void get_stream(Context& context, Call&& call) {
  const std::string& last = call.request.last_event;
  const auto number = whole_number(last);
  if (!last.empty() && !number) return call.refuse(400, "Last-Event-ID is not the number of an event");
  http::Response response;
  response.type = "text/event-stream";
  response.source = context.streams.open(number ? context.events.history().since(*number)
                                                : std::vector<operate::EventPtr>());
  if (!response.source) return call.refuse(503, "too many clients follow the stream");
  call.reply(std::move(response));
}

}  // namespace rota::api
