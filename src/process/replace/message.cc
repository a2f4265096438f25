#include "process/replace/message.h"

#include <charconv>
#include <cstddef>

namespace rota::process {

namespace {

constexpr std::size_t longest_head = 64;
constexpr std::size_t largest_text = 512U << 20U;

Result<std::optional<Message>> nonsense() {
  return Error{"what came over the line of a replacement is no message"};
}

}  // namespace

std::string write_message(std::string_view word, std::string_view text) {
  return std::string(word) + " " + std::to_string(text.size()) + "\n" + std::string(text);
}

Result<std::optional<Message>> take_message(std::string& arrived) {
  const std::size_t end = arrived.find('\n');
  if (end == std::string::npos && arrived.size() <= longest_head) return std::optional<Message>();
  if (end > longest_head) return nonsense();  // or there is none, though enough has come
  const std::size_t space = arrived.find(' ');
  if (space == 0 || space >= end) return nonsense();
  std::size_t size = 0;
  const auto [last, bad] = std::from_chars(arrived.data() + space + 1, arrived.data() + end, size);
  if (bad != std::errc() || last != arrived.data() + end || size > largest_text) return nonsense();
  if (arrived.size() - end - 1 < size) return std::optional<Message>();
  Message out{arrived.substr(0, space), arrived.substr(end + 1, size)};
  arrived.erase(0, end + 1 + size);
  return std::optional(std::move(out));
}

}  // namespace rota::process
