#include "report/metrics/exposition.h"

#include <array>
#include <charconv>
#include <utility>

#include "base/printable.h"

namespace rota::report::metrics {

std::string label(std::string_view name, std::string_view value) {
  std::string out = "," + std::string(name) + "=\"";
  for (const char letter : printable(value)) {
    if (letter == '\\' || letter == '"') out += '\\';
    out += letter;
  }
  return out + '"';
}

void Samples::add(std::string_view labels, double value, std::string_view suffix) {
  std::array<char, 400> text;  // enough for any number
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed).ptr;
  add_text(labels, {text.data(), end}, suffix);
}

void Samples::add_summary(std::string_view labels, std::uint64_t count, double sum) {
  add(labels, sum, "_sum");
  add(labels, count, "_count");
}

void Samples::add_text(std::string_view labels, std::string_view value, std::string_view suffix) {
  if (!std::exchange(begun_, true)) {
    out_.append("# HELP ").append(name_).append(" ").append(help_).append("\n");
    out_.append("# TYPE ").append(name_).append(" ").append(type_).append("\n");
  }
  out_.append(name_).append(suffix);
  if (!labels.empty()) out_.append("{").append(labels.substr(1)).append("}");
  out_.append(" ").append(value).append("\n");
}

}  // namespace rota::report::metrics
