#include "zonefile/rdata/lists.h"

#include <netdb.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/address.h"
#include "base/hex.h"
#include "dns/types.h"
#include "zonefile/rdata/tokens.h"
#include "zonefile/text/encodings.h"
#include "zonefile/text/numbers.h"

namespace rota::zonefile {

namespace {

// RFC 3123 section 5: "[!]family:address/prefix".
bool append_prefix(std::string_view text, Octets& out) {
  const bool is_negated = text.starts_with('!');
  if (is_negated) text.remove_prefix(1);
  const std::size_t slash = text.find('/');
  if (text.size() < 3 || text[1] != ':' || slash == std::string_view::npos) return false;
  const Family family = text[0] == '1' ? Family::v4 : Family::v6;
  const auto address = parse_address(text.substr(2, slash - 2));
  const auto length = parse_number(text.substr(slash + 1), family == Family::v4 ? 32 : 128);
  if ((text[0] != '1' && text[0] != '2') || !address || address->family() != family || !length) return false;
  Bytes bytes = address->bytes();
  while (!bytes.empty() && bytes.back() == 0) bytes = bytes.first(bytes.size() - 1);
  out.push_back(0);
  out.push_back(static_cast<std::uint8_t>(text[0] - '0'));
  out.push_back(static_cast<std::uint8_t>(*length));
  out.push_back(static_cast<std::uint8_t>(bytes.size() | (is_negated ? 0x80U : 0U)));
  out.insert(out.end(), bytes.begin(), bytes.end());
  return true;
}

// The machine's own lists; null when they do not have it.
const servent* find_service(std::string_view name, std::uint32_t protocol, servent& room,
                            std::span<char> names) {
  servent* found = nullptr;
  const char* const of = protocol == 6 ? "tcp" : protocol == 17 ? "udp" : nullptr;
  ::getservbyname_r(std::string(name).c_str(), of, &room, names.data(), names.size(), &found);
  return found;
}

std::optional<std::uint32_t> parse_port(std::string_view text, std::uint32_t protocol) {
  if (const auto number = parse_number(text, 65'535)) return number;
  servent room{};
  std::array<char, 4096> names{};
  const servent* const found = find_service(text, protocol, room, names);
  if (found == nullptr) return {};
  return ntohs(static_cast<std::uint16_t>(found->s_port));
}

std::string append_end(std::uint8_t kind, std::string_view text, dns::NameView origin, Octets& out) {
  switch (kind) {
    case 0: return text == "." ? "" : wrong_token(text, "must be '.': there is no gateway");
    case 1: return append_address(text, Family::v4, out);
    case 2: return append_address(text, Family::v6, out);
    case 3: return append_name(text, origin, out);
    default: return wrong_token(std::to_string(kind), "is not a kind of gateway from 0 to 3");
  }
}

std::string too_few(std::size_t given, std::size_t needed) {
  return "only " + std::to_string(given) + " of " + std::to_string(needed) + " fields are present";
}

}  // namespace

// RFC 4034 section 4.1.2.
std::string append_types(Tokens tokens, Octets& out) {
  std::map<std::uint8_t, std::array<std::uint8_t, 32>> windows;
  for (const std::string_view token : tokens) {
    const auto type = dns::parse_type(token);
    if (!type) return wrong_token(token, "is not a record type");
    const auto number = static_cast<std::uint16_t>(*type);
    auto& bits = windows[static_cast<std::uint8_t>(number >> 8)];
    bits[(number & 0xFF) >> 3] |= static_cast<std::uint8_t>(0x80 >> (number & 7));
  }
  for (const auto& [window, bits] : windows) {
    std::size_t size = bits.size();
    while (bits[size - 1] == 0) --size;
    out.push_back(window);
    out.push_back(static_cast<std::uint8_t>(size));
    out.insert(out.end(), bits.begin(), bits.begin() + static_cast<std::ptrdiff_t>(size));
  }
  return "";
}

std::string append_prefixes(Tokens tokens, Octets& out) {
  for (const std::string_view token : tokens)
    if (!append_prefix(token, out)) return wrong_token(token, "is not a prefix such as 1:192.0.2.0/24");
  return "";
}

std::string append_services(Tokens tokens, Octets& out) {
  const std::string_view word = tokens.front();
  const auto protocol = equals(word, "TCP") ? 6 : equals(word, "UDP") ? 17 : parse_number(word, 255);
  if (!protocol) return wrong_token(word, "is not tcp, udp or the number of a protocol");
  out.push_back(static_cast<std::uint8_t>(*protocol));
  const std::size_t start = out.size();
  for (const std::string_view token : tokens.subspan(1)) {
    const auto port = parse_port(token, *protocol);
    if (!port) return wrong_token(token, "is not a service or a port from 0 to 65535");
    out.resize(std::max(out.size(), start + *port / 8 + 1));
    out[start + *port / 8] |= static_cast<std::uint8_t>(0x80 >> (*port & 7));
  }
  return "";
}

// RFC 8005 section 6: algorithm, tag, key, names of rendezvous servers.
std::string append_host_identity(Tokens tokens, dns::NameView origin, Octets& out) {
  if (tokens.size() < 3) return too_few(tokens.size(), 3);
  Octets tag;
  Octets key;
  if (!append_octets(tag, tokens[1]) || tag.size() > 255)
    return wrong_token(tokens[1], "is not a host identity tag");
  if (!append_base64(tokens[2], key) || key.size() > 65'535) return wrong_token(tokens[2], "is not base64");
  out.push_back(static_cast<std::uint8_t>(tag.size()));
  if (std::string why = append_number(tokens[0], 1, out); !why.empty()) return why;
  append_octets16(static_cast<std::uint16_t>(key.size()), out);
  out.insert(out.end(), tag.begin(), tag.end());
  out.insert(out.end(), key.begin(), key.end());
  for (const std::string_view token : tokens.subspan(3))
    if (std::string why = append_name(token, origin, out); !why.empty()) return why;
  return "";
}

std::string append_gateway(Tokens tokens, dns::NameView origin, Octets& out) {
  if (tokens.size() < 4) return too_few(tokens.size(), 5);
  for (const std::string_view token : tokens.first(3))
    if (std::string why = append_number(token, 1, out); !why.empty()) return why;
  if (std::string why = append_end(out[out.size() - 2], tokens[3], origin, out); !why.empty()) return why;
  return tokens.size() == 4 ? "" : append_base64_tokens(tokens.subspan(4), out);
}

std::string append_relay(Tokens tokens, dns::NameView origin, Octets& out) {
  if (tokens.size() < 4) return too_few(tokens.size(), 4);
  if (tokens.size() > 4) return wrong_token(tokens[4], "is too much");
  if (std::string why = append_number(tokens[0], 1, out); !why.empty()) return why;
  const auto discovery = parse_number(tokens[1], 1);
  const auto kind = parse_number(tokens[2], 3);
  if (!discovery) return wrong_token(tokens[1], "is not 0 or 1");
  if (!kind) return wrong_token(tokens[2], "is not a kind of relay from 0 to 3");
  out.push_back(static_cast<std::uint8_t>(*discovery << 7 | *kind));
  return append_end(static_cast<std::uint8_t>(*kind), tokens[3], origin, out);
}

}  // namespace rota::zonefile
