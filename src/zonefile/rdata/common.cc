#include "zonefile/rdata/common.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "zonefile/rdata/tokens.h"
#include "zonefile/text/lines.h"
#include "zonefile/text/numbers.h"

namespace rota::zonefile {

namespace {

// Four numbers without zeros in front, as inet_pton wants them.
bool append_v4(std::string_view text, Octets& out) {
  std::array<std::uint8_t, 4> octets{};
  std::size_t at = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    if (i > 0 && (at == text.size() || text[at++] != '.')) return false;
    const std::size_t start = at;
    unsigned number = 0;
    for (; at < text.size() && at < start + 3 && text[at] >= '0' && text[at] <= '9'; ++at)
      number = number * 10 + static_cast<unsigned>(text[at] - '0');
    if (at == start || number > 255 || (text[start] == '0' && at > start + 1)) return false;
    octets[i] = static_cast<std::uint8_t>(number);
  }
  if (at != text.size()) return false;
  out.insert(out.end(), octets.begin(), octets.end());
  return true;
}

bool append_v6(std::string_view text, Octets& out) {
  std::array<char, INET6_ADDRSTRLEN> copy{};  // inet_pton wants a terminated string
  std::array<std::uint8_t, 16> octets{};
  if (text.size() >= copy.size()) return false;
  std::ranges::copy(text, copy.begin());
  if (::inet_pton(AF_INET6, copy.data(), octets.data()) != 1) return false;
  out.insert(out.end(), octets.begin(), octets.end());
  return true;
}

bool append_token_name(std::string_view text, dns::NameView origin, Octets& out) {
  if (is_quoted(text)) return false;
  std::array<std::uint8_t, dns::max_name> room;
  const std::size_t size = dns::read_plain_name(text, origin, room);
  out.insert(out.end(), room.begin(), room.begin() + static_cast<std::ptrdiff_t>(size));
  return size > 0;
}

bool append_number(std::string_view text, Octets& out) {
  const auto number = parse_number(text, 65'535);
  if (!number) return false;
  out.push_back(static_cast<std::uint8_t>(*number >> 8));
  out.push_back(static_cast<std::uint8_t>(*number));
  return true;
}

bool append_strings(Tokens tokens, Octets& out) {
  for (const std::string_view token : tokens) {
    const std::string_view text = unquoted(token);
    if (text.size() > 255 || text.find('\\') != std::string_view::npos) return false;
    out.push_back(static_cast<std::uint8_t>(text.size()));
    out.insert(out.end(), text.begin(), text.end());
  }
  return !tokens.empty();
}

// So many numbers, then a name, and no more.
bool append_numbers_and_name(std::size_t numbers, Tokens tokens, dns::NameView origin, Octets& out) {
  if (tokens.size() != numbers + 1) return false;
  for (const std::string_view token : tokens.first(numbers))
    if (!append_number(token, out)) return false;
  return append_token_name(tokens.back(), origin, out);
}

bool append_whole(dns::Type type, Tokens tokens, dns::NameView origin, Octets& out) {
  switch (type) {
    case dns::Type::a: return tokens.size() == 1 && append_v4(tokens[0], out);
    case dns::Type::aaaa: return tokens.size() == 1 && append_v6(tokens[0], out);
    case dns::Type::ns:
    case dns::Type::cname:
    case dns::Type::ptr: return append_numbers_and_name(0, tokens, origin, out);
    case dns::Type::mx: return append_numbers_and_name(1, tokens, origin, out);
    case dns::Type::srv: return append_numbers_and_name(3, tokens, origin, out);
    case dns::Type::txt: return append_strings(tokens, out);
    default: return false;
  }
}

}  // namespace

bool append_common(dns::Type type, Tokens tokens, dns::NameView origin, Octets& out) {
  const std::size_t before = out.size();
  // A record in the general form of RFC 3597 begins with "\#".
  const bool done = !tokens.empty() && tokens.front() != "\\#" && append_whole(type, tokens, origin, out);
  if (!done) out.resize(before);
  return done;
}

}  // namespace rota::zonefile
