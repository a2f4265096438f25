#include "rotactl/live.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <ostream>

namespace rota::rotactl {

namespace {

// The alternate screen, without a cursor and without wrapping: what is too long is cut.
constexpr std::string_view enter = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[2J";
constexpr std::string_view leave = "\x1b[?7h\x1b[?25h\x1b[?1049l";

// The keyboard's settings before it gave each key at once; nothing when it is no terminal.
std::optional<termios> take_keyboard(int keyboard) {
  termios before{};
  if (keyboard < 0 || ::tcgetattr(keyboard, &before) != 0) return {};
  termios raw = before;
  raw.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO | ISIG);
  raw.c_cc[VMIN] = 0;
  raw.c_cc[VTIME] = 0;
  if (::tcsetattr(keyboard, TCSANOW, &raw) != 0) return {};
  return before;
}

// What was typed since; "\x04" once nobody can type any more.
std::string typed(int keyboard) {
  pollfd waiting{keyboard, POLLIN, 0};
  if (::poll(&waiting, 1, 0) <= 0) return "";
  std::array<char, 64> keys{};
  const ssize_t size = ::read(keyboard, keys.data(), keys.size());
  return size > 0 ? std::string(keys.data(), static_cast<std::size_t>(size)) : "\x04";
}

// A key, or the sequence that an arrow key sends, taken from the front.
std::string take_first(std::string& keys) {
  std::size_t size = 1;
  if (keys.starts_with("\x1b[") || keys.starts_with("\x1bO")) {
    size = 2;
    while (size < keys.size() && (keys[size] < '@' || keys[size] > '~')) ++size;
    size = std::min(size + 1, keys.size());
  }
  std::string out = keys.substr(0, size);
  keys.erase(0, size);
  return out;
}

}  // namespace

Live::Live(const Screen& screen) : screen_(screen) {
  if (!screen_.terminal) return;
  before_ = take_keyboard(screen_.keyboard);
  (screen_.out << enter).flush();
}

Live::~Live() {
  if (!screen_.terminal) return;
  (screen_.out << leave).flush();
  if (before_) ::tcsetattr(screen_.keyboard, TCSANOW, &*before_);
}

void Live::show(std::vector<std::string> lines, std::size_t fixed) {
  lines_ = std::move(lines);
  fixed_ = std::min(fixed, lines_.size());
  follow_size();
  draw();
}

bool Live::look() {
  bool is_stale = follow_size();
  std::string keys = before_ ? typed(screen_.keyboard) : "";
  while (!keys.empty() && !has_quit_) {
    take_key(take_first(keys));
    is_stale = true;
  }
  if (is_stale && !has_quit_) draw();
  return !has_quit_;
}

void Live::take_key(const std::string& key) {
  const std::size_t page = std::max<std::size_t>(body_rows(), 2) - 1;
  const auto up = [this](std::size_t by) { offset_ -= std::min(offset_, by); };
  if (key == "q" || key == "Q" || key == "\x03" || key == "\x04") has_quit_ = true;
  if (key == "\x1b[A" || key == "\x1bOA" || key == "k") up(1);
  if (key == "\x1b[B" || key == "\x1bOB" || key == "j") offset_ += 1;
  if (key == "\x1b[5~") up(page);
  if (key == "\x1b[6~" || key == " ") offset_ += page;
  if (key == "\x1b[H" || key == "\x1b[1~" || key == "g") offset_ = 0;
  if (key == "\x1b[F" || key == "\x1b[4~" || key == "G") offset_ = lines_.size();
  offset_ = std::min(offset_, last_offset());
}

// True when the window has another size than before.
bool Live::follow_size() {
  if (!before_) return false;
  const auto size = window_size();
  if (!size || (size->rows == screen_.rows && size->columns == screen_.columns)) return false;
  screen_.rows = size->rows;
  screen_.columns = size->columns;
  offset_ = std::min(offset_, last_offset());
  return true;
}

// A row is for the keys.
std::size_t Live::body_rows() const {
  const std::size_t taken = fixed_ + 1;
  return screen_.rows > taken ? screen_.rows - taken : 1;
}

std::size_t Live::last_offset() const {
  const std::size_t body = lines_.size() - fixed_;
  return body > body_rows() ? body - body_rows() : 0;
}

void Live::draw() {
  std::string out;
  if (!screen_.terminal) {
    for (const std::string& line : lines_) out += line + "\n";
    (screen_.out << out << '\n').flush();
    return;
  }
  offset_ = std::min(offset_, last_offset());
  const std::size_t body = std::min(lines_.size() - fixed_, body_rows());
  out = "\x1b[H";
  const auto add = [&out](const std::string& line) { out += line + "\x1b[K\r\n"; };
  for (std::size_t i = 0; i < fixed_; ++i) add(lines_[i]);
  for (std::size_t i = 0; i < body; ++i) add(lines_[fixed_ + offset_ + i]);
  const std::size_t below = lines_.size() - fixed_ - offset_ - body;
  std::string keys = "q quits";
  if (offset_ + below > 0)
    keys += ", arrow keys scroll: " + std::to_string(offset_) + " above, " + std::to_string(below) + " below";
  out +=
      "\x1b[J\x1b[" + std::to_string(screen_.rows) + ";1H" + screen_.painted(keys, Style::faint) + "\x1b[K";
  (screen_.out << out).flush();
}

}  // namespace rota::rotactl
