// The daemon's stream of events and pulses (server-sent events), from as many
// connections as it takes.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "rotactl/client.h"
#include "rotactl/screen.h"

namespace rota::rotactl {

struct Message {
  std::string event;  // "event" or "pulse"
  std::string id;
  std::string data;  // JSON
};

// Cuts a stream into messages (the event stream format of the HTML standard).
class MessageReader {
 public:
  // Gives each whole message to `take`, until that returns false.
  bool read(std::string_view piece, const std::function<bool(const Message&)>& take);

 private:
  void read_line(std::string_view line);

  std::string rest_;  // a line that has not ended yet
  Message next_;
};

// Listens until `take` or `is_wanted` returns false; that is asked some twenty times a
// second. When the daemon goes away after it was there, waits for it to come back and
// continues where it was; says so once.
Expected<void> listen(const Client& client, const Screen& screen, std::string resume,
                      const std::function<bool(const Message&)>& take,
                      const std::function<bool()>& is_wanted = {});

}  // namespace rota::rotactl
