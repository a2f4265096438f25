// Where words go, and what may be done there: colours and cursor control only on
// a terminal, colours not with NO_COLOR (no-color.org).
#pragma once

#include <cstddef>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

namespace rota::rotactl {

enum class Style { plain, bold, good, warning, bad, faint };

struct Screen {
  std::ostream& out;
  std::ostream& err;
  bool terminal = false;      // what `out` is
  bool err_terminal = false;  // what `err` is
  bool colour = false;
  std::size_t columns = 80;
  std::size_t rows = 24;
  int keyboard = -1;   // a descriptor; -1 where nobody types
  bool wide = false;   // tables keep all columns
  bool names = false;  // tables are their first column alone

  Screen to(std::ostream& other) const;  // the same with another output, which is no terminal
  std::string painted(std::string_view text, Style style) const;
  void line(std::string_view text) const;  // and what was printed is flushed: somebody may be waiting for it
};

// Standard output and error of this process.
Screen standard_screen();

// Of the terminal that standard output is, now; nothing when it is none.
struct WindowSize {
  std::size_t columns = 80;
  std::size_t rows = 24;  // at least 4
};
std::optional<WindowSize> window_size();

// One line that tells of what takes long, over and over in place on a terminal.
class Progress {
 public:
  explicit Progress(const Screen& screen) : screen_(screen) {}
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // Something new: off a terminal it becomes a line of its own.
  void show(const std::string& text);
  // Only a clock that ticks: off a terminal nobody needs it.
  void tick(const std::string& text);
  void clear();

 private:
  const Screen& screen_;
  std::string shown_;
};

// The style of a state, wherever it stands: "up", "healthy", "drain".
Style style_of(std::string_view state);

}  // namespace rota::rotactl
