#include "api/etag.h"

#include <array>
#include <charconv>

#include "api/target.h"
#include "base/blanks.h"
#include "http/encoding.h"

namespace rota::api {

namespace {

std::optional<std::uint64_t> revision_of(std::string_view tag) {
  if (tag.size() < 3 || tag.front() != '"' || tag.back() != '"') return {};
  tag = tag.substr(1, tag.size() - 2);
  if (tag.ends_with(http::gzip_mark)) tag.remove_suffix(http::gzip_mark.size());
  std::uint64_t out = 0;
  const auto [end, error] = std::from_chars(tag.data(), tag.data() + tag.size(), out, 16);
  return error == std::errc() && end == tag.data() + tag.size() ? std::optional(out) : std::nullopt;
}

}  // namespace

std::string etag_of(std::uint64_t revision) {
  std::array<char, 16> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), revision, 16).ptr;
  return "\"" + std::string(digits.data(), end) + "\"";
}

std::optional<std::vector<std::uint64_t>> revisions_of(std::string_view if_match) {
  if (without_blanks(if_match).empty() || without_blanks(if_match) == "*") return {};
  std::vector<std::uint64_t> out;
  for (const std::string_view tag : words_of(if_match, ','))
    if (const auto revision = revision_of(without_blanks(tag))) out.push_back(*revision);
  return out;
}

}  // namespace rota::api
