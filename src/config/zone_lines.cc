#include "config/zone_lines.h"

namespace rota::config {

bool is_quoted(std::string_view token) { return token.size() >= 2 && token.front() == '"'; }

std::string_view unquoted(std::string_view token) {
  return is_quoted(token) ? token.substr(1, token.size() - 2) : token;
}

bool ZoneLines::next(ZoneLine& out) {
  while (at_ < text_.size()) {
    out.tokens.clear();
    out.mistake = {};
    out.line = line_;
    out.indented = text_[at_] == ' ' || text_[at_] == '\t';
    split(out);
    if (!out.mistake.empty()) skip_line();
    if (!out.tokens.empty() || !out.mistake.empty()) return true;
  }
  return false;
}

void ZoneLines::skip_line() {
  while (at_ < text_.size() && text_[at_] != '\n') ++at_;
}

// Up to the newline that ends the logical line, which is consumed.
void ZoneLines::split(ZoneLine& out) {
  std::size_t open = 0;
  while (at_ < text_.size()) {
    switch (text_[at_]) {
      case '\n':
        ++at_, ++line_;
        if (open == 0) return;
        break;
      case ' ':
      case '\t':
      case '\r': ++at_; break;
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

bool ZoneLines::take_token(ZoneLine& out) {
  const std::size_t start = at_;
  bool within = false;  // quotes
  for (; at_ < text_.size(); ++at_) {
    const char c = text_[at_];
    if (c == '\n' || c == '\0') break;
    if (c == '\\') {
      if (at_ + 1 == text_.size() || text_[at_ + 1] == '\n') break;
      ++at_;
    } else if (c == '"') {
      within = !within;
      if (within || text_[start] != '"') continue;
      out.tokens.push_back(text_.substr(start, ++at_ - start));
      return true;
    } else if (!within && (c == ' ' || c == '\t' || c == '\r' || c == ';' || c == '(' || c == ')')) {
      break;
    }
  }
  if (within) {
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

}  // namespace rota::config
