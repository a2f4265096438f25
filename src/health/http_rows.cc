#include "health/http_rows.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace rota::health {

namespace {

std::optional<int> read_status(std::string_view text) {
  int status = 0;
  const auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), status);
  if (bad != std::errc() || end != text.data() + text.size() || status < 100 || status > 599) return {};
  return status;
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

// "200,204,300-399"; nothing when malformed.
std::optional<Statuses> parse_statuses(std::string_view text) {
  Statuses out;
  while (true) {
    const std::size_t comma = text.find(',');
    const std::string_view item = trimmed(text.substr(0, comma));
    const std::size_t dash = item.find('-');
    const auto first = read_status(item.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : read_status(item.substr(dash + 1));
    if (!first || !last || *last < *first) return {};
    out.push_back({*first, *last});
    if (comma == std::string_view::npos) return out;
    text.remove_prefix(comma + 1);
  }
}

bool is_printable(std::string_view text) {
  return std::ranges::all_of(text, [](unsigned char c) { return c >= 0x20 && c != 0x7f; });
}

bool is_host(std::string_view text) {
  return std::ranges::all_of(text, [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_';
  });
}

}  // namespace

void read_host(Settings& settings, const Row& row, HttpSettings& out) {
  out.host = settings.text(row).value_or("");
  if (!is_host(out.host))
    settings.error("host", "\"host\" must be a host name, without a scheme, a user or a port");
}

void read_path(Settings& settings, const Row& row, HttpSettings& out) {
  out.path = settings.secret(row).value_or(Secret("/"));
  const std::string& path = out.path.reveal();
  const bool fits =
      path.starts_with('/') && is_printable(path) && path.find_first_of(" #") == std::string::npos;
  if (!fits) settings.error("path", "\"path\" must start with \"/\" and hold no blank or \"#\"");
}

void read_method(Settings& settings, const Row& row, HttpSettings& out) {
  out.method = settings.text(row).value_or("GET");
  if (std::ranges::find(row.words, out.method) == row.words.end())
    settings.error("method", "\"method\" must be \"GET\", \"HEAD\", \"OPTIONS\" or \"POST\"");
}

// `headers = { Name = "value" }`. curl drops "Name:" but sends "Name;" as an empty header.
void read_headers(Settings& settings, const Row& row, HttpSettings& out) {
  const Table* table = settings.table(row);
  if (table == nullptr) return;
  for (const Entry& entry : *table) {
    const auto text = open_secret(entry.value);
    const bool is_name = is_printable(entry.key) && !entry.key.empty() &&
                         entry.key.find_first_of(" :;,()<>@\"/[]?={}\\") == std::string::npos;
    if (!is_name)
      settings.mistakes().error(entry.key_at, "a key of \"headers\" is not the name of a header");
    else if (!text || !is_printable(text->reveal()))
      settings.mistakes().error(entry.value.at, "header \"" + entry.key + "\" must be a string of one line");
    else
      out.headers.emplace_back(trimmed(text->reveal()).empty() ? entry.key + ";"
                                                               : entry.key + ": " + text->reveal());
  }
}

void read_statuses(Settings& settings, const Row& row, HttpSettings& out) {
  const Value* value = settings.value(row);
  if (value == nullptr) return;
  const std::string written = value->integer() != nullptr ? std::to_string(*value->integer())
                                                          : open_secret(*value).value_or(Secret()).reveal();
  if (auto statuses = parse_statuses(written))
    out.expect = std::move(*statuses);
  else
    settings.error("expect", "\"expect\" must be statuses such as \"200\" or \"200,204,300-399\"");
}

}  // namespace rota::health
