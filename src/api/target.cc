#include "api/target.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace rota::api {

namespace {

// Calls `take` with each part between separators.
template <class Take>
bool split(std::string_view text, char separator, Take take) {
  while (true) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (!take(text.substr(0, end))) return false;
    if (end == text.size()) return true;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    unsigned char octet = 0;
    const std::string_view digits = text.substr(i + 1, 2);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), octet, 16);
    if (digits.size() != 2 || error != std::errc() || end != digits.data() + 2) return {};
    out += static_cast<char>(octet);
    i += 2;
  }
  return out;
}

std::optional<std::vector<std::string>> path_steps(std::string_view path) {
  if (!path.starts_with('/')) return {};
  std::vector<std::string> out;
  const bool is_good = split(path.substr(1), '/', [&](std::string_view step) {
    auto decoded = percent_decoded(step);
    if (decoded) out.push_back(std::move(*decoded));
    return decoded.has_value();
  });
  return is_good ? std::optional(std::move(out)) : std::nullopt;
}

std::optional<Parameters> query_parameters(std::string_view query) {
  Parameters out;
  const bool is_good =
      query.empty() || split(query, '&', [&](std::string_view part) {
        std::string plain(part);
        std::ranges::replace(plain, '+', ' ');
        const std::size_t sign = std::min(plain.find('='), plain.size());
        auto name = percent_decoded(std::string_view(plain).substr(0, sign));
        auto value = percent_decoded(std::string_view(plain).substr(std::min(sign + 1, plain.size())));
        return name && value && out.emplace(std::move(*name), std::move(*value)).second;
      });
  return is_good ? std::optional(std::move(out)) : std::nullopt;
}

std::vector<std::string_view> words_of(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    out.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace rota::api
