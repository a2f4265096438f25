#include "config/rdata.h"

#include <algorithm>

#include "base/hex.h"
#include "config/rdata_common.h"
#include "config/zone_lines.h"
#include "config/zone_numbers.h"

namespace rota::config {

namespace {

constexpr std::size_t largest_rdata = 65'535;

std::string wrong(std::string_view token, std::string_view why) {
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

bool reads_several(Field field) {
  static constexpr Field fields[] = {
      Field::hip, Field::base64, Field::hex, Field::ipsec_key, Field::service_parameters, Field::list};
  return std::ranges::find(fields, field) != std::end(fields);
}

// How many of the tokens left belong to the field: those that read several take
// all, as the last of their record.
std::size_t tokens_of(Field field, bool is_last, std::size_t left) {
  if (field == Field::hip) return std::min<std::size_t>(3, left);
  return is_last && reads_several(field) ? left : 1;
}

// RFC 9460 section 2.2: keys in ascending order, none twice. ldns sorts them but
// lets doubles through.
std::string check_service_parameters(Bytes parameters) {
  ByteReader reader(parameters);
  int before = -1;
  while (reader.left() > 0 && !reader.failed()) {
    const int key = reader.read16();
    if (key == before) return "a key of the service parameters is given twice";
    if (key < before) return "the service parameters are out of order";
    before = key;
    reader.read(reader.read16());
  }
  return reader.failed() ? "the service parameters are broken" : "";
}

}  // namespace

std::optional<dns::Type> parse_data_type(std::string_view text) {
  auto type = dns::parse_type(text);
  // The names of numbers are ours to read: ldns does not bound them.
  if (!type && text.find_first_of("0123456789") == std::string_view::npos)
    type = type_by_library(std::string(text));
  if (!type || *type == dns::Type::none || *type == dns::Type::opt) return {};
  // RFC 6895 section 3.1: 128 to 255 are for questions and the like.
  const auto number = static_cast<std::uint16_t>(*type);
  if (number >= 128 && number <= 255) return {};
  return type;
}

std::string RdataParser::parse(dns::Type type, Tokens tokens, dns::NameView origin) {
  rdata_.clear();
  if (append_common(type, tokens, origin, rdata_) && rdata_.size() <= largest_rdata) return "";
  rdata_.clear();
  const bool is_generic = !tokens.empty() && tokens.front() == "\\#";
  std::string mistake =
      is_generic ? parse_generic(type, tokens.subspan(1)) : parse_fields(type, tokens, origin);
  if (mistake.empty() && rdata_.size() > largest_rdata) mistake = "it is larger than 65535 octets";
  return mistake.empty() ? mistake : "bad rdata of " + dns::text(type) + ": " + mistake;
}

// RFC 3597 section 5: \# length hex...
std::string RdataParser::parse_generic(dns::Type type, Tokens tokens) {
  const auto size = tokens.empty() ? std::nullopt : parse_number(tokens.front(), largest_rdata);
  if (!size) return "\\# needs a length from 0 to 65535";
  if (!append_octets(rdata_, join(tokens.subspan(1), ""))) return "\\# needs pairs of hexadecimal digits";
  if (rdata_.size() != *size) {
    return "\\# says " + std::to_string(*size) + " octets, but has " + std::to_string(rdata_.size());
  }
  if (RecordFields(type).is_known() && !is_well_formed(type, rdata_))
    return "the octets of \\# are no such record";
  return "";
}

std::string RdataParser::parse_fields(dns::Type type, Tokens tokens, dns::NameView origin) {
  const RecordFields fields(type);
  if (!fields.is_known() || fields.at(0).field == Field::opaque)
    return "it must be written as \\# length hex (RFC 3597)";
  std::size_t count = 0;
  for (; count < fields.most() && !tokens.empty(); ++count) {
    const FieldKind kind = fields.at(count);
    const std::size_t used = tokens_of(kind.field, count + 1 == fields.most(), tokens.size());
    std::string mistake = reads_several(kind.field) ? parse_rest(kind, tokens.first(used), origin)
                                                    : parse_one(kind, unquoted(tokens.front()), origin);
    if (!mistake.empty()) return mistake;
    tokens = tokens.subspan(used);
  }
  if (count < fields.least())
    return "only " + std::to_string(count) + " of " + std::to_string(fields.least()) + " fields are given";
  return tokens.empty() ? "" : wrong(tokens.front(), "is too much");
}

std::string RdataParser::parse_one(FieldKind kind, std::string_view text, dns::NameView origin) {
  const bool is_number = parse_number(text.substr(0, 1), 9).has_value();
  switch (kind.field) {
    case Field::name: return parse_name(text, origin);
    case Field::address4: return parse_address(text, Family::v4);
    case Field::address6: return parse_address(text, Family::v6);
    case Field::number8: return parse_integer(text, 1);
    case Field::number16: return parse_integer(text, 2);
    case Field::number32: return parse_integer(text, 4);
    case Field::word8: return is_number ? parse_integer(text, 1) : parse_by_library(kind, std::string(text));
    case Field::word16: return is_number ? parse_integer(text, 2) : parse_by_library(kind, std::string(text));
    case Field::string: return parse_string(text);
    case Field::long_string: return append_unescaped(text, rdata_) ? "" : wrong(text, "has a broken escape");
    case Field::period: return parse_period(text);
    case Field::type: return parse_type(text);
    default: return parse_by_library(kind, std::string(text));
  }
}

std::string RdataParser::parse_rest(FieldKind kind, Tokens tokens, dns::NameView origin) {
  switch (kind.field) {
    case Field::hex:
      return append_octets(rdata_, join(tokens, ""))
                 ? ""
                 : wrong(join(tokens, " "), "is not a row of pairs of hexadecimal digits");
    case Field::base64: return parse_base64(tokens);
    case Field::ipsec_key: return parse_ipsec_key(tokens, origin);
    case Field::service_parameters: return parse_service_parameters(kind, tokens);
    default: return parse_by_library(kind, join(tokens, " "));
  }
}

// RFC 4025 section 3: precedence, kind of gateway, algorithm, gateway, key. ldns
// wraps the numbers, knows no origin here, and leaks when the key is wrong.
std::string RdataParser::parse_ipsec_key(Tokens tokens, dns::NameView origin) {
  if (tokens.size() < 4) return "only " + std::to_string(tokens.size()) + " of 5 fields are given";
  for (const std::string_view token : tokens.first(3)) {
    if (std::string mistake = parse_integer(token, 1); !mistake.empty()) return mistake;
  }
  const std::uint8_t gateway = rdata_[rdata_.size() - 2];
  std::string mistake;
  switch (gateway) {
    case 0: mistake = tokens[3] == "." ? "" : wrong(tokens[3], "must be '.': there is no gateway"); break;
    case 1: mistake = parse_address(tokens[3], Family::v4); break;
    case 2: mistake = parse_address(tokens[3], Family::v6); break;
    case 3: mistake = parse_name(tokens[3], origin); break;
    default: mistake = wrong(tokens[1], "is not a kind of gateway from 0 to 3");
  }
  return mistake.empty() && tokens.size() > 4 ? parse_base64(tokens.subspan(4)) : mistake;
}

std::string RdataParser::parse_base64(Tokens tokens) {
  const std::string text = join(tokens, "");
  // ldns keeps the size in 16 bits.
  if (text.size() / 4 * 3 >= largest_rdata) return "the base64 text is too long";
  return parse_by_library(base64_field(), text);
}

std::string RdataParser::parse_service_parameters(FieldKind kind, Tokens tokens) {
  const bool escapes = std::ranges::any_of(tokens, [](std::string_view token) {
    return token.starts_with("alpn=") && token.find('\\') != std::string_view::npos;
  });
  // RFC 9460 appendix A.1: ldns splits the list at an escaped comma too.
  if (escapes) return "escapes within 'alpn' are not supported";
  const std::size_t start = rdata_.size();
  const std::string mistake = parse_by_library(kind, join(tokens, " "));
  return mistake.empty() ? check_service_parameters(Bytes(rdata_).subspan(start)) : mistake;
}

std::string RdataParser::parse_by_library(FieldKind kind, const std::string& text) {
  return append_by_library(kind, text, rdata_) ? "" : wrong(text, "is not understood");
}

std::string RdataParser::parse_name(std::string_view text, dns::NameView origin) {
  const auto name = dns::parse_name(text, origin);
  if (!name) return name.error().text;
  append(name->view());
  return "";
}

std::string RdataParser::parse_address(std::string_view text, Family family) {
  const auto address = rota::parse_address(text);
  if (!address || address->family() != family) {
    return wrong(text, family == Family::v4 ? "is not an IPv4 address" : "is not an IPv6 address");
  }
  append(address->bytes());
  return "";
}

std::string RdataParser::parse_string(std::string_view text) {
  const std::size_t start = rdata_.size();
  rdata_.push_back(0);
  if (!append_unescaped(text, rdata_)) return wrong(text, "has a broken escape");
  const std::size_t size = rdata_.size() - start - 1;
  if (size > 255) return "a string has " + std::to_string(size) + " octets, more than 255";
  rdata_[start] = static_cast<std::uint8_t>(size);
  return "";
}

std::string RdataParser::parse_type(std::string_view text) {
  const auto type = dns::parse_type(text);
  if (!type) return wrong(text, "is not a record type");
  append(static_cast<std::uint32_t>(*type), 2);
  return "";
}

std::string RdataParser::parse_period(std::string_view text) {
  const auto period = config::parse_period(text);
  if (!period) return wrong(text, "is not a number of seconds below 2^32");
  append(*period, 4);
  return "";
}

std::string RdataParser::parse_integer(std::string_view text, std::size_t width) {
  const auto largest = static_cast<std::uint32_t>((std::uint64_t{1} << (8 * width)) - 1);
  const auto number = parse_number(text, largest);
  if (!number) return wrong(text, "is not a number from 0 to " + std::to_string(largest));
  append(*number, width);
  return "";
}

void RdataParser::append(std::uint32_t number, std::size_t width) {
  for (std::size_t i = width; i > 0; --i)
    rdata_.push_back(static_cast<std::uint8_t>(number >> (8 * (i - 1))));
}

}  // namespace rota::config
