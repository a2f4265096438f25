// What happens is numbered, told to all who subscribed, and kept across restarts in the
// file `events` of the state directory. Lives on the control loop, and so do those it
// tells; the file's own thread writes it.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "base/clock.h"
#include "base/state_file.h"
#include "operate/events/history.h"

namespace rota::operate {

class Events {
 public:
  // Reads what was kept; a state directory of "" keeps nothing. A file that is
  // garbled costs the history it held, with a warning.
  Events(boost::asio::io_context& loop, const Clock& clock, const StateDirectory& state_directory);

  // Gives it a number and, when it has none, its time; keeps it and tells it to all
  // who subscribed. Its texts may be of any octets and length: they are made
  // printable and cut. Returns the number. One for which memory does not do is counted as a
  // failure, and lost: what it is of goes on.
  std::uint64_t append(Event event) noexcept;

  const History& history() const { return history_; }

  // Called on the loop with each event from now on, as long as what is returned
  // lives. It may subscribe others and leave, but appends nothing itself.
  using Heard = std::function<void(const EventPtr&)>;
  [[nodiscard]] std::shared_ptr<const Heard> subscribe(Heard heard);

  void save();  // all of them, now; returns at once
  void stop();  // returns when all is on the disk; appending after it keeps nothing

 private:
  void read();
  void add(Event event);

  const Clock& clock_;
  StateFile file_;
  boost::asio::steady_timer pause_;  // between two writings of the file
  bool is_paused_ = false;
  bool is_unsaved_ = false;
  History history_;
  std::vector<std::weak_ptr<const Heard>> subscribers_;
};

}  // namespace rota::operate
