// A screen that is drawn again and again: on a terminal in place, with keys to scroll and to
// quit; elsewhere one picture after the other.
#pragma once

#include <termios.h>

#include <optional>
#include <string>
#include <vector>

#include "rotactl/screen.h"

namespace rota::rotactl {

class Live {
 public:
  // On a terminal it takes the alternate screen and reads keys at once, until it ends.
  explicit Live(const Screen& screen);
  ~Live();
  Live(const Live&) = delete;
  Live& operator=(const Live&) = delete;

  // The size may have changed since.
  const Screen& screen() const { return screen_; }

  // The first `fixed` lines stay while the others scroll.
  void show(std::vector<std::string> lines, std::size_t fixed);

  // Reads keys, follows the size of the window, draws where one of them changed something.
  // False from when the person wants to quit.
  bool look();

 private:
  void take_key(const std::string& key);
  bool follow_size();
  void draw();
  std::size_t body_rows() const;
  std::size_t last_offset() const;

  Screen screen_;
  std::optional<termios> before_{};  // of the keyboard; nothing where there is none
  std::vector<std::string> lines_{};
  std::size_t fixed_ = 0;
  std::size_t offset_ = 0;  // lines scrolled past
  bool has_quit_ = false;
};

}  // namespace rota::rotactl
