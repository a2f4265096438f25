#include "zonefile/rdata/tokens.h"

#include <algorithm>
#include <chrono>
#include <optional>

#include "base/hex.h"
#include "dns/types.h"
#include "zonefile/text/encodings.h"
#include "zonefile/text/names.h"
#include "zonefile/text/numbers.h"

namespace rota::zonefile {

namespace {

void append(std::uint32_t number, std::size_t width, Octets& out) {
  for (std::size_t i = width; i > 0; --i) out.push_back(static_cast<std::uint8_t>(number >> (8 * (i - 1))));
}

// Octets behind one that says how many there are.
std::string append_sized(const Octets& octets, Octets& out) {
  if (octets.size() > 255) return "a string has " + std::to_string(octets.size()) + " octets, more than 255";
  out.push_back(static_cast<std::uint8_t>(octets.size()));
  out.insert(out.end(), octets.begin(), octets.end());
  return "";
}

// YYYYMMDDHHmmSS, in 32 bits (RFC 4034 section 3.2).
std::optional<std::uint32_t> parse_date(std::string_view text) {
  using namespace std::chrono;
  const auto number = [&](std::size_t at, std::size_t size, std::uint32_t most) {
    return parse_number(text.substr(at, size), most);
  };
  const auto year_number = number(0, 4, 9999);
  const auto month_number = number(4, 2, 12);
  const auto day_number = number(6, 2, 31);
  const auto hour = number(8, 2, 23);
  const auto minute = number(10, 2, 59);
  const auto second = number(12, 2, 60);
  if (!year_number || !month_number || !day_number || !hour || !minute || !second) return {};
  const year_month_day date{year(static_cast<int>(*year_number)), month(*month_number), day(*day_number)};
  if (!date.ok()) return {};
  const auto days = sys_days(date).time_since_epoch().count();
  const auto seconds = std::int64_t{days} * 86'400 + *hour * 3600 + *minute * 60 + *second;
  if (seconds < 0 || seconds > 0xFFFFFFFF) return {};
  return static_cast<std::uint32_t>(seconds);
}

std::string without(std::string_view text, char c) {
  std::string out(text);
  std::erase(out, c);
  return out;
}

}  // namespace

std::string wrong_token(std::string_view token, std::string_view why) {
  return "'" + std::string(token) + "' " + std::string(why);
}

std::string join(std::span<const std::string_view> tokens, std::string_view between) {
  std::string out;
  for (const std::string_view token : tokens) {
    if (!out.empty()) out += between;
    out += token;
  }
  return out;
}

void append_octets16(std::uint16_t number, Octets& out) { append(number, 2, out); }

std::string append_name(std::string_view text, dns::NameView origin, Octets& out) {
  const auto name = parse_zone_name(text, origin);
  if (!name) return name.error().text;
  out.insert(out.end(), name->view().begin(), name->view().end());
  return "";
}

std::string append_address(std::string_view text, Family family, Octets& out) {
  const auto address = parse_address(text);
  if (!address || address->family() != family)
    return wrong_token(text, family == Family::v4 ? "is not an IPv4 address" : "is not an IPv6 address");
  const Bytes bytes = address->bytes();
  out.insert(out.end(), bytes.begin(), bytes.end());
  return "";
}

std::string append_number(std::string_view text, std::size_t width, Octets& out) {
  const auto largest = static_cast<std::uint32_t>((std::uint64_t{1} << (8 * width)) - 1);
  const auto number = parse_number(text, largest);
  if (!number) return wrong_token(text, "is not a number from 0 to " + std::to_string(largest));
  append(*number, width, out);
  return "";
}

std::string append_period(std::string_view text, Octets& out) {
  const auto period = parse_period(text);
  if (!period) return wrong_token(text, "is not a number of seconds below 2^32");
  append(*period, 4, out);
  return "";
}

std::string append_time(std::string_view text, Octets& out) {
  const auto time = text.size() == 14 ? parse_date(text) : parse_number(text, 0xFFFFFFFF);
  if (!time) return wrong_token(text, "is not a time such as 20301231235959 below 2^32 seconds");
  append(*time, 4, out);
  return "";
}

std::string append_type(std::string_view text, Octets& out) {
  const auto type = dns::parse_type(text);
  if (!type) return wrong_token(text, "is not a record type");
  append(static_cast<std::uint32_t>(*type), 2, out);
  return "";
}

std::string append_string(std::string_view text, Octets& out) {
  Octets octets;
  return append_unescaped(text, octets) ? append_sized(octets, out)
                                        : wrong_token(text, "has a broken escape");
}

std::string append_long_string(std::string_view text, Octets& out) {
  return append_unescaped(text, out) ? "" : wrong_token(text, "has a broken escape");
}

std::string append_salt(std::string_view text, Octets& out) {
  Octets octets;
  const bool is_well = text == "-" || (!text.empty() && append_octets(octets, text));
  return is_well ? append_sized(octets, out) : wrong_token(text, "is not '-' or pairs of hexadecimal digits");
}

std::string append_hash(std::string_view text, Octets& out) {
  Octets octets;
  return append_base32hex(text, octets) ? append_sized(octets, out) : wrong_token(text, "is not base32hex");
}

std::string append_nsap(std::string_view text, Octets& out) {
  const bool is_well =
      (text.starts_with("0x") || text.starts_with("0X")) && append_octets(out, without(text.substr(2), '.'));
  return is_well ? "" : wrong_token(text, "is not 0x and pairs of hexadecimal digits");
}

// Its format comes first: 0 of hexadecimal digits, 1 of a telephone's.
std::string append_atm_address(std::string_view text, Octets& out) {
  const bool is_number = text.starts_with('+');
  out.push_back(is_number ? 1 : 0);
  if (!is_number && append_octets(out, without(text, '.'))) return "";
  if (!is_number) return wrong_token(text, "is not an ATM address");
  out.insert(out.end(), text.begin() + 1, text.end());
  return "";
}

std::string append_eui(std::string_view text, std::size_t groups, Octets& out) {
  bool is_well = text.size() == 3 * groups - 1;
  for (std::size_t at = 0; is_well && at < text.size(); at += 3)
    is_well = append_octets(out, text.substr(at, 2)) && (at + 2 == text.size() || text[at + 2] == '-');
  return is_well ? ""
                 : wrong_token(text,
                               "is not " + std::to_string(groups) + " pairs of hexadecimal digits with '-'");
}

std::string append_node(std::string_view text, Octets& out) {
  std::string_view rest = text;
  for (std::size_t group = 0; group < 4; ++group) {
    const std::size_t size = group < 3 ? rest.find(':') : rest.size();
    if (size == 0 || size > 4 || !append_octets(out, std::string(4 - size, '0').append(rest.substr(0, size))))
      return wrong_token(text, "is not four groups of hexadecimal digits with ':'");
    rest.remove_prefix(group < 3 ? size + 1 : size);
  }
  return "";
}

std::string append_hex_tokens(std::span<const std::string_view> tokens, Octets& out) {
  return append_octets(out, join(tokens, ""))
             ? ""
             : wrong_token(join(tokens, " "), "is not a row of pairs of hexadecimal digits");
}

std::string append_base64_tokens(std::span<const std::string_view> tokens, Octets& out) {
  return append_base64(join(tokens, ""), out) ? "" : wrong_token(join(tokens, " "), "is not base64");
}

}  // namespace rota::zonefile
