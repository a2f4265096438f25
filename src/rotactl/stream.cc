#include "rotactl/stream.h"

#include <chrono>
#include <ostream>
#include <thread>

#include "rotactl/show.h"

namespace rota::rotactl {

bool MessageReader::read(std::string_view piece, const std::function<bool(const Message&)>& take) {
  rest_ += piece;
  std::size_t begin = 0;
  for (std::size_t end; (end = rest_.find('\n', begin)) != std::string::npos; begin = end + 1) {
    std::string_view line(rest_.data() + begin, end - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty()) {
      read_line(line);
      continue;
    }
    const Message message = std::exchange(next_, {});
    if (!message.data.empty() && !take(message)) return false;
  }
  rest_.erase(0, begin);
  return true;
}

void MessageReader::read_line(std::string_view line) {
  const std::size_t colon = line.find(':');
  const std::string_view name = line.substr(0, colon);
  std::string_view value = colon == std::string_view::npos ? std::string_view() : line.substr(colon + 1);
  if (value.starts_with(' ')) value.remove_prefix(1);
  if (name == "event") next_.event = value;
  if (name == "id") next_.id = value;
  if (name == "data") (next_.data += next_.data.empty() ? "" : "\n") += value;
}

namespace {

// Before the next try. False when it is no longer wanted.
bool pause(const std::function<bool()>& is_wanted) {
  for (int i = 0; i < 10; ++i) {
    if (is_wanted && !is_wanted()) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return true;
}

}  // namespace

Expected<void> listen(const Client& client, const Screen& screen, std::string resume,
                      const std::function<bool(const Message&)>& take,
                      const std::function<bool()>& is_wanted) {
  Patience patience;
  patience.is_wanted = is_wanted;
  bool was_there = false;
  bool told = false;
  while (true) {
    MessageReader reader;
    bool wanted = true;
    const auto ended = client.stream(
        std::string(api) + "/stream", resume,
        [&](std::string_view piece) {
          was_there = true;
          told = false;
          return wanted = reader.read(piece, [&](const Message& message) {
            if (!message.id.empty()) resume = message.id;
            return take(message);
          });
        },
        patience);
    if (!wanted || (is_wanted && !is_wanted())) return {};
    if (!ended && !was_there) return ended.error();
    if (!was_there) return failed("the daemon ended the stream before it began");
    if (!std::exchange(told, true))
      (screen.err << "rotactl: the daemon has gone; waiting for it to come back\n").flush();
    if (!pause(is_wanted)) return {};
  }
}

}  // namespace rota::rotactl
