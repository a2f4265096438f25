#include "load/check.h"

#include <algorithm>

namespace rota::bench {

namespace {

constexpr std::size_t header_size = 12;
constexpr std::size_t most_answers = 64;

std::uint16_t number(Bytes bytes, std::size_t at) {
  return static_cast<std::uint16_t>(bytes[at] << 8 | bytes[at + 1]);
}

// The end of the record's owner, which must be the name that was asked; 0 if it is not.
std::size_t skip_owner(Bytes reply, std::size_t at, const Question& question) {
  if (at + 2 <= reply.size() && number(reply, at) == (0xc000 | header_size)) return at + 2;
  const std::size_t size = question.end - header_size - 4U;
  const bool same =
      at + size <= reply.size() && std::equal(&reply[at], &reply[at] + size, &reply[header_size]);
  return same ? at + size : 0;
}

bool allows(const Question& question, std::uint32_t address) {
  return std::any_of(question.allowed.begin(), question.allowed.end(),
                     [&](const Range& range) { return address - range.first < range.count; });
}

const char* mistake_in_answers(Bytes reply, const Question& question, std::size_t count) {
  std::array<std::uint32_t, most_answers> seen;
  if (count > seen.size()) return "more answers than can be checked";
  std::size_t at = question.end;
  for (std::size_t i = 0; i < count; ++i) {
    at = skip_owner(reply, at, question);
    if (at == 0) return "an answer for another name";
    if (at + 14 > reply.size()) return "cut short";
    if (number(reply, at) != 1 || number(reply, at + 2) != 1 || number(reply, at + 8) != 4)
      return "an answer that is no A record";
    seen[i] = static_cast<std::uint32_t>(number(reply, at + 10)) << 16 | number(reply, at + 12);
    if (!allows(question, seen[i])) return "an address that is not of this name";
    if (std::find(seen.begin(), seen.begin() + i, seen[i]) != seen.begin() + i) return "an address twice";
    at += 14;
  }
  return nullptr;
}

}  // namespace

const char* mistake(Bytes reply, const Question& question, Bytes query) {
  if (reply.size() < question.end) return "cut short";
  if ((reply[2] & 0xfa) != 0x80) return "no reply to a query, or truncated";
  if ((reply[3] & 0x0f) != question.rcode) return question.rcode == 0 ? "an error code" : "another rcode";
  if (number(reply, 4) != 1 ||
      !std::equal(&query[header_size], query.data() + question.end, &reply[header_size]))
    return "another question";
  const std::uint16_t count = number(reply, 6);
  if (count < question.fewest || count > question.most) return "too few or too many answers";
  if (question.size > question.end && number(reply, 10) == 0) return "no OPT";
  return question.of_addresses ? mistake_in_answers(reply, question, count) : nullptr;
}

}  // namespace rota::bench
