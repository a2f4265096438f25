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

namespace {

std::string number_text(double value) {
  std::array<char, 400> text;  // enough for any number
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed).ptr;
  return {text.data(), end};
}

}  // namespace

void Samples::add(std::string_view labels, double value, std::string_view suffix) {
  add_text(labels, number_text(value), suffix);
}

void Samples::add_summary(std::string_view labels, std::uint64_t count, double sum) {
  add(labels, sum, "_sum");
  add(labels, count, "_count");
}

void Samples::add_histogram(std::string_view labels, const Buckets& buckets, std::uint64_t count,
                            double sum) {
  const auto add_bucket = [&](std::string_view bound, std::uint64_t so_far) {
    add(std::string(labels) + label("le", bound), so_far, "_bucket");
  };
  std::uint64_t so_far = 0;
  for (const auto& [bound, within] : buckets) add_bucket(number_text(bound), so_far += within);
  add_bucket("+Inf", count);
  add_summary(labels, count, sum);
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
