// The last thousand events, numbered; kept across restarts in the file `events` of
// the state directory. Lives on the control loop, and so do those it tells.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/state_file.h"
#include "control/events/event.h"

namespace rota::control {

class Events {
 public:
  static constexpr std::size_t most = 1000;

  // Reads what was kept; a state directory of "" keeps nothing. A file that is
  // garbled costs the history it held, with a warning.
  Events(boost::asio::io_context& loop, const Clock& clock, const StateDirectory& state_directory);

  // Gives it a number and, when it has none, its time; keeps it and tells it to all
  // who subscribed. Its texts may be of any octets and length: they are made
  // printable and cut. Returns the number.
  std::uint64_t append(Event event);

  // Oldest first. Of a number that was never given out (a crash cost the last ones
  // of a life before) it is all there is.
  std::vector<Event> since(std::uint64_t number) const;  // those after it; 0 = all
  std::vector<Event> since(WallTime when) const;
  std::uint64_t last() const { return last_; }  // number of the newest; 0 = there never was one

  // Called on the loop with each event from now on, as long as what is returned
  // lives. It may subscribe others and leave, but appends nothing itself.
  using Heard = std::function<void(const Event&)>;
  [[nodiscard]] std::shared_ptr<const Heard> subscribe(Heard heard);

  void save();  // all of them, now; returns at once
  void stop();  // returns when all is on the disk; appending after it keeps nothing

 private:
  void read();

  const Clock& clock_;
  StateFile file_;
  boost::asio::steady_timer pause_;  // between two writings of the file
  bool is_paused_ = false;
  bool is_unsaved_ = false;
  std::uint64_t last_ = 0;
  std::deque<Event> events_;
  std::vector<std::weak_ptr<const Heard>> subscribers_;
};

}  // namespace rota::control
