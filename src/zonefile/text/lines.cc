#include "zonefile/text/lines.h"

#include <algorithm>
#include <array>
#include <string>

namespace rota::zonefile {

namespace {

// Whether a character ends a token or has a meaning within one.
constexpr auto is_special = [] {
  std::array<bool, 256> out{};
  for (const char c : {'\n', '\0', '\\', '"', ' ', '\t', '\r', ';', '(', ')'})
    out[static_cast<unsigned char>(c)] = true;
  return out;
}();

bool is_line_end(char c) { return c == '\n' || c == '\r'; }

// With all that parentheses hold together; the longest record has some 300 KiB.
constexpr std::size_t longest_line = 16U << 20;

}  // namespace

bool is_quoted(std::string_view token) { return token.size() >= 2 && token.front() == '"'; }

std::string_view unquoted(std::string_view token) {
  return is_quoted(token) ? token.substr(1, token.size() - 2) : token;
}

bool ZoneLines::next(ZoneLine& out) {
  while (true) {
    if (at_ == text_.size()) {
      if (!refill(at_)) return false;
      continue;
    }
    const std::size_t start = at_;
    out.tokens.clear();
    out.mistake = {};
    out.line = line_;
    out.indented = text_[at_] == ' ' || text_[at_] == '\t';
    split(out);
    if (!out.mistake.empty()) skip_line();
    if (at_ == text_.size() && refill(start)) {  // it may go on in the next piece
      line_ = out.line;
      continue;
    }
    if (!out.tokens.empty() || !out.mistake.empty()) return true;
  }
}

// Puts what stands from `start` on at the front and reads on behind it; false when
// there was nothing more to read, and then all stays where it is.
bool ZoneLines::refill(std::size_t start) {
  if (!file_.read) return false;
  std::size_t size = text_.size() - start;
  std::copy_n(text_.data() + start, size, buffer_.data());
  if (size >= longest_line) {
    failure_ = "a line has more than " + std::to_string(longest_line >> 20) + " MiB";
    file_.read = nullptr;
  } else if (size == buffer_.size()) {
    buffer_.resize(2 * size);
  }
  while (size < buffer_.size() && file_.read) {
    const auto got = file_.read(std::span(buffer_).subspan(size));
    if (!got) failure_ = got.error().text;
    if (!got || *got == 0) {
      file_.read = nullptr;
    } else {
      size += *got;
    }
  }
  text_ = {buffer_.data(), size};
  at_ = 0;
  return true;
}

void ZoneLines::skip_line() {
  while (at_ < text_.size() && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
}

// Up to the line end that ends the logical line, which is consumed.
void ZoneLines::split(ZoneLine& out) {
  std::size_t open = 0;
  while (at_ < text_.size()) {
    switch (text_[at_]) {
      case '\r':  // alone it ends a line, as files of old Macintoshes have it
        if (text_.substr(at_ + 1).starts_with('\n')) ++at_;
        [[fallthrough]];
      case '\n':
        ++at_, ++line_;
        if (open == 0) return;
        break;
      case ' ':
      case '\t': ++at_; break;
      case ';': skip_line(); break;
      case '(': ++at_, ++open; break;
      case ')':
        if (open == 0) {
          out.mistake = "')' without '('";
          return;
        }
        ++at_, --open;
        break;
      default:
        if (!take_token(out)) return;
    }
  }
  if (open > 0) out.mistake = "'(' is never closed";
}

// A quote begins a token and ends one, wherever it stands.
bool ZoneLines::take_token(ZoneLine& out) {
  const std::size_t start = at_;
  const bool is_quoted = text_[start] == '"';
  if (is_quoted) ++at_;
  for (; at_ < text_.size(); ++at_) {
    const char c = text_[at_];
    if (!is_special[static_cast<unsigned char>(c)]) continue;
    if (is_line_end(c) || c == '\0') break;
    if (c == '\\') {
      if (at_ + 1 == text_.size() || is_line_end(text_[at_ + 1])) break;
      ++at_;
    } else if (!is_quoted) {
      break;
    } else if (c == '"') {
      out.tokens.push_back(text_.substr(start, ++at_ - start));
      return true;
    }
  }
  if (is_quoted) {
    out.mistake = "a quote is not closed on its line";
  } else if (at_ < text_.size() && text_[at_] == '\0') {
    out.mistake = "a zero byte";
  } else if (at_ < text_.size() && text_[at_] == '\\') {
    out.mistake = "a backslash at the end of the line";
  } else {
    out.tokens.push_back(text_.substr(start, at_ - start));
  }
  return out.mistake.empty();
}

}  // namespace rota::zonefile
