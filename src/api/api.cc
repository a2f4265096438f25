#include "api/api.h"

#include <utility>

#include "api/handlers.h"
#include "api/routes.h"
#include "base/guard.h"

namespace rota::api {

namespace {

constexpr seconds pulse_interval{1};
constexpr milliseconds note_delay{50};            // one look for all news of a moment
constexpr std::uint64_t beats_between_notes = 5;  // of states, while nobody follows the stream

std::optional<Address> address_of(const config::ControlConfig& config) {
  const auto endpoint = parse_endpoint(config.http);
  return endpoint ? std::optional(endpoint->address) : std::nullopt;
}

http::Rules rules_of(const config::ControlConfig& config) {
  return {.hosts = config.hosts, .read_needs_token = config.read_needs_token};
}

}  // namespace

Api::Api(boost::asio::io_context& loop, Sources sources, operate::History history,
         const config::ControlConfig& config)
    : context_{.sources = std::move(sources), .events = EventFeed(std::move(history))},
      guard_(address_of(config), rules_of(config)),
      router_(api_routes(context_), guard_),
      pulse_(loop),
      noting_(loop) {
  guard_.tokens().load(config.token_file);
  wait();
}

http::Application Api::application() {
  return {.refuse =
              [this](const http::Request& request) {
                auto refusal = router_.refuse(request);
                const bool changes = request.method != "GET" && request.method != "HEAD";
                if (!refusal && changes && context_.sources.is_being_replaced())
                  refusal =
                      http::error_response(503, "a new process is just taking over: try again in a second");
                return refusal;
              },
          .answer = [this](http::Request request,
                           http::Reply reply) { router_.answer(std::move(request), std::move(reply)); },
          .resume = [this] { wait(); }};
}

// It goes through: a token that was taken out is to be refused from now on.
void Api::reloaded() {
  const auto take_over = [this](const config::ControlConfig& config) {
    persist("reading the tokens again", [&] {
      guard_.tokens().load(config.token_file);
      guard_.set(rules_of(config));
    });
    context_.views.forget();
  };
  const auto look = [this, take_over](const bake::World* world) {
    if (world == nullptr) return;
    persist("reading the tokens again", [&] {
      context_.sources.later([take_over, config = world->config().control] { take_over(config); });
    });
  };
  persist("reading the tokens again", [&] { context_.sources.inspect(look); });
}

void Api::tell(const operate::EventPtr& event) {
  persist("telling the API of an event", [&] { context_.sources.later([this, event] { pass_on(event); }); });
}

void Api::pass_on(const operate::EventPtr& event) {
  persist("telling the API of an event", [&] { context_.events.add(event); });
  context_.views.forget();
  if (event->event.kind == operate::EventKind::member) note_soon();
  if (!context_.streams.empty()) context_.streams.send(event_text(*event));
}

// So that no outage is too short for the strips.
void Api::note_soon() {
  if (is_noting_) return;
  is_noting_ = true;
  noting_.expires_after(note_delay);
  noting_.async_wait([this](boost::system::error_code cancelled) {
    is_noting_ = false;
    if (!cancelled) note();
  });
}

// Nobody asked for this look: who asks next gets one of that moment, not this one.
void Api::note() {
  context_.views.get([this](const Seen* seen) {
    if (seen != nullptr) context_.strips.note(*seen->view);
    context_.views.forget();
  });
}

void Api::wait() {
  pulse_.expires_after(pulse_interval);
  pulse_.async_wait([this](boost::system::error_code cancelled) {
    if (!cancelled) beat();
  });
}

void Api::beat() {
  wait();  // before what may fail
  context_.views.make_up();
  const Time now = std::chrono::steady_clock::now();
  const std::uint64_t received = context_.sources.traffic().all_received();
  context_.meter.note(now, received);
  context_.rates.note(now, received);
  if (context_.streams.empty()) {
    if (++beats_ % beats_between_notes == 0) note();
    return;
  }
  context_.views.get([this](const Seen* seen) {
    if (seen == nullptr) return;
    context_.strips.note(*seen->view);
    context_.rows.update(seen->view);
    context_.streams.send(pulse_text(pulse(context_, *seen)));
  });
}

}  // namespace rota::api
