// Service parameters as text (RFC 9460 section 2.1 and appendix A).
#include <algorithm>
#include <map>

#include "base/address.h"
#include "zonefile/rdata/service_keys.h"
#include "zonefile/rdata/service_parameters.h"
#include "zonefile/rdata/tokens.h"
#include "zonefile/text/encodings.h"
#include "zonefile/text/lines.h"
#include "zonefile/text/numbers.h"

namespace rota::zonefile {

namespace service_key {

namespace {

struct Row {
  std::string_view name;
  std::uint16_t key;
};
constexpr Row rows[] = {
    {"mandatory", mandatory}, {"alpn", alpn},         {"no-default-alpn", no_default_alpn},
    {"port", port},           {"ipv4hint", ipv4hint}, {"ech", ech},
    {"ipv6hint", ipv6hint},   {"dohpath", dohpath},   {"ohttp", ohttp}};

}  // namespace

std::optional<Written> parse(std::string_view text) {
  const auto row = std::ranges::find(rows, text, &Row::name);
  if (row != std::end(rows)) return Written{row->key, true};
  if (!text.starts_with("key")) return {};
  const std::string_view digits = text.substr(3);
  const auto number = parse_number(digits, 65'535);
  // No zeros in front.
  if (!number || (digits.size() > 1 && digits.front() == '0')) return {};
  return Written{static_cast<std::uint16_t>(*number), false};
}

}  // namespace service_key

namespace {

void append16(Octets& out, std::uint32_t number) {
  out.push_back(static_cast<std::uint8_t>(number >> 8));
  out.push_back(static_cast<std::uint8_t>(number));
}

// Calls `take` for what stands between commas; false when it once says so.
template <class Take>
bool each_item(std::string_view text, Take take) {
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find(',', start), text.size());
    if (!take(text.substr(start, end - start))) return false;
    start = end + 1;
  }
  return true;
}

bool append_keys(std::string_view text, Octets& out) {
  std::vector<std::uint16_t> keys;
  const bool is_list = each_item(text, [&](std::string_view item) {
    const auto written = service_key::parse(item);
    if (written) keys.push_back(written->key);
    return written.has_value();
  });
  std::ranges::sort(keys);
  for (const std::uint16_t key : keys) append16(out, key);
  return is_list;
}

// Appendix A.1: first the escapes of any string are undone, then those of the list.
bool append_protocols(std::string_view text, Octets& out) {
  Octets list;
  if (!append_unescaped(text, list)) return false;
  std::size_t start = out.size();  // of the name that is being read
  out.push_back(0);
  for (std::size_t at = 0; at <= list.size(); ++at) {
    if (at < list.size() && list[at] != ',') {
      if (list[at] == '\\' && ++at == list.size()) return false;
      out.push_back(list[at]);
      continue;
    }
    const std::size_t size = out.size() - start - 1;
    if (size == 0 || size > 255) return false;
    out[start] = static_cast<std::uint8_t>(size);
    start = out.size();
    if (at < list.size()) out.push_back(0);
  }
  return true;
}

bool append_addresses(std::string_view text, Family family, Octets& out) {
  return each_item(text, [&](std::string_view item) {
    const auto address = parse_address(item);
    if (!address || address->family() != family) return false;
    const Bytes bytes = address->bytes();
    out.insert(out.end(), bytes.begin(), bytes.end());
    return true;
  });
}

bool append_port(std::string_view text, Octets& out) {
  const auto port = parse_number(text, 65'535);
  if (port) append16(out, *port);
  return port.has_value();
}

bool append_value(service_key::Written written, std::string_view text, Octets& out) {
  if (!written.is_named) return append_unescaped(text, out);
  switch (written.key) {
    case service_key::mandatory: return append_keys(text, out);
    case service_key::alpn: return append_protocols(text, out);
    case service_key::port: return append_port(text, out);
    case service_key::ipv4hint: return append_addresses(text, Family::v4, out);
    case service_key::ipv6hint: return append_addresses(text, Family::v6, out);
    case service_key::ech: return append_base64(text, out);
    default: return append_unescaped(text, out);
  }
}

// A quoted value is a token of its own, and stands right behind the "=".
bool has_quoted_value(std::span<const std::string_view> tokens) {
  return tokens.size() > 1 && tokens[0].ends_with('=') && is_quoted(tokens[1]) &&
         tokens[0].data() + tokens[0].size() == tokens[1].data();
}

}  // namespace

std::string append_service_parameters(std::span<const std::string_view> tokens, Octets& out) {
  std::map<std::uint16_t, Octets> values;
  while (!tokens.empty()) {
    const std::string_view token = tokens.front();
    const std::size_t equal = token.find('=');
    const auto written = service_key::parse(token.substr(0, equal));
    if (!written) return wrong_token(token, "begins with no key of service parameters");
    const bool is_quoted_value = has_quoted_value(tokens);
    const std::string_view value = is_quoted_value                   ? unquoted(tokens[1])
                                   : equal == std::string_view::npos ? std::string_view()
                                                                     : token.substr(equal + 1);
    tokens = tokens.subspan(is_quoted_value ? 2 : 1);
    const auto [place, is_new] = values.try_emplace(written->key);
    if (!is_new) return wrong_token(token, "gives a key a second time");
    if (!value.empty() && !append_value(*written, value, place->second))
      return wrong_token(token, "has no value of its key");
  }
  for (const auto& [key, value] : values) {
    append16(out, key);
    append16(out, static_cast<std::uint32_t>(value.size()));
    out.insert(out.end(), value.begin(), value.end());
  }
  return "";
}

}  // namespace rota::zonefile
