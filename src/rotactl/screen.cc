#include "rotactl/screen.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>

#include "rotactl/text.h"

namespace rota::rotactl {

namespace {

constexpr std::array<std::string_view, 6> codes = {"",         "\x1b[1m",  "\x1b[32m",
                                                   "\x1b[33m", "\x1b[31m", "\x1b[2m"};

bool wants_colour() {
  const char* no = std::getenv("NO_COLOR");
  const char* kind = std::getenv("TERM");
  return (no == nullptr || *no == '\0') && kind != nullptr && std::string_view(kind) != "dumb";
}

}  // namespace

Screen Screen::to(std::ostream& other) const {
  return {.out = other, .err = err, .err_terminal = err_terminal, .columns = columns, .rows = rows};
}

std::string Screen::painted(std::string_view text, Style style) const {
  const std::string_view code = codes[static_cast<std::size_t>(style)];
  if (!colour || code.empty() || text.empty()) return std::string(text);
  return std::string(code) + std::string(text) + "\x1b[0m";
}

void Screen::line(std::string_view text) const { (out << text << '\n').flush(); }

std::optional<WindowSize> window_size() {
  winsize size{};
  if (::isatty(STDOUT_FILENO) != 1 || ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
    return {};
  return WindowSize{size.ws_col, std::max<std::size_t>(size.ws_row, 4)};
}

Screen standard_screen() {
  Screen screen{std::cout, std::cerr};
  screen.terminal = ::isatty(STDOUT_FILENO) == 1;
  screen.err_terminal = ::isatty(STDERR_FILENO) == 1;
  screen.colour = screen.terminal && wants_colour();
  if (screen.terminal && ::isatty(STDIN_FILENO) == 1) screen.keyboard = STDIN_FILENO;
  if (const auto size = window_size()) {
    screen.columns = size->columns;
    screen.rows = size->rows;
  }
  return screen;
}

void Progress::show(const std::string& text) {
  if (screen_.err_terminal) return tick(text);
  if (text != shown_) (screen_.err << text << '\n').flush();
  shown_ = text;
}

void Progress::tick(const std::string& text) {
  if (!screen_.err_terminal) return;
  (screen_.err << '\r' << shortened(text, screen_.columns - 1) << "\x1b[K").flush();
  shown_ = text;
}

void Progress::clear() {
  if (screen_.err_terminal && !shown_.empty()) (screen_.err << "\r\x1b[K").flush();
  shown_.clear();
}

Style style_of(std::string_view state) {
  struct Row {
    std::string_view state;
    Style style;
  };
  static constexpr Row rows[] = {
      {"up", Style::good},       {"healthy", Style::good},    {"degraded", Style::warning},
      {"stale", Style::warning}, {"failing", Style::warning}, {"down", Style::bad},
      {"unknown", Style::faint}, {"drain", Style::warning},   {"maint", Style::faint},
      {"broken", Style::bad},    {"unhealthy", Style::bad},   {"kept", Style::warning},
      {"critical", Style::bad}};
  const auto* row = std::ranges::find(rows, state, &Row::state);
  return row == std::end(rows) ? Style::plain : row->style;
}

}  // namespace rota::rotactl
