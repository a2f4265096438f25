#include "operate/events/events.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/guard.h"
#include "base/printable.h"

namespace rota::operate {

namespace {

constexpr std::uintmax_t most_bytes = 16U << 20U;
constexpr std::size_t most_text = 1000;  // octets of one text of an event
constexpr seconds pause_between_writes{1};

void tidy(std::string& text) { text = printable(text, most_text); }

}  // namespace

Events::Events(boost::asio::io_context& loop, const Clock& clock, const StateDirectory& state_directory)
    : clock_(clock), file_(state_directory, "events", "the history of events"), pause_(loop) {
  read();
}

void Events::read() {
  const auto text = file_.read(most_bytes);
  std::size_t unreadable = 0;
  for (std::string_view rest = text ? std::string_view(*text) : ""; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    auto event = read_event(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (event && event->number > history_.last())
      history_.add(logged(std::move(*event)));
    else
      ++unreadable;
  }
  if (unreadable > 0) file_.warn_skipped(unreadable);
}

std::uint64_t Events::append(Event event) noexcept {
  guarded("an event", [&] { add(std::move(event)); });
  return history_.last();
}

void Events::add(Event event) {
  event.number = history_.last() + 1;
  if (event.at == WallTime{}) event.at = clock_.wall();
  for (std::string* text :
       {&event.of.zone, &event.of.pool, &event.of.member, &event.text, &event.who, &event.reason})
    tidy(*text);
  const EventPtr told = logged(std::move(event));
  history_.add(told);
  is_unsaved_ = true;
  if (!is_paused_) guarded("keeping events", [this] { save(); });
  std::erase_if(subscribers_, [](const auto& one) { return one.expired(); });
  // A copy: one who is told may subscribe another.
  for (const auto& one : std::vector(subscribers_))
    if (const auto heard = one.lock()) guarded("telling an event", [&] { (*heard)(told); });
}

std::shared_ptr<const Events::Heard> Events::subscribe(Heard heard) {
  auto out = std::make_shared<const Heard>(std::move(heard));
  subscribers_.push_back(out);
  return out;
}

// The first event after a quiet second is written at once, those of a storm
// together once a second.
void Events::save() {
  file_.write([all = history_.since(0)] {
    std::string text;
    for (const EventPtr& one : all) text += one->json + "\n";
    return text;
  });
  is_unsaved_ = false;
  pause_.expires_after(pause_between_writes);
  pause_.async_wait([this](const boost::system::error_code& stopped) {
    if (stopped) return;
    is_paused_ = false;
    if (is_unsaved_) save();
  });
  is_paused_ = true;
}

void Events::stop() {
  if (is_unsaved_) save();
  pause_.cancel();
  file_.flush();
}

}  // namespace rota::operate
