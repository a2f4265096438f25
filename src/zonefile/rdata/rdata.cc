#include "zonefile/rdata/rdata.h"

#include <algorithm>

#include "base/hex.h"
#include "zonefile/rdata/check.h"
#include "zonefile/rdata/common.h"
#include "zonefile/rdata/ldns_words.h"
#include "zonefile/rdata/lists.h"
#include "zonefile/rdata/location.h"
#include "zonefile/rdata/service_parameters.h"
#include "zonefile/rdata/tokens.h"
#include "zonefile/text/lines.h"
#include "zonefile/text/numbers.h"

namespace rota::zonefile {

namespace {

constexpr std::size_t largest_rdata = 65'535;

bool reads_several(Field field) { return field >= Field::strings; }

bool is_optional(Field field) {
  static constexpr Field fields[] = {Field::string_or_none, Field::base64_or_none, Field::types,
                                     Field::types_or_none,  Field::prefixes,       Field::parameters};
  return std::ranges::find(fields, field) != std::end(fields);
}

bool has_no_text(Field field) { return field >= Field::old_types; }

}  // namespace

std::optional<dns::Type> parse_data_type(std::string_view text) {
  const auto type = dns::parse_type(text);
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
      is_generic ? parse_generic(tokens.subspan(1)) : parse_fields(find_rdata_type(type), tokens, origin);
  if (mistake.empty() && rdata_.size() > largest_rdata) mistake = "it is larger than 65535 octets";
  if (mistake.empty()) mistake = check_rdata(type, rdata_);
  return mistake.empty() ? mistake : "bad rdata of " + dns::text(type) + ": " + mistake;
}

// RFC 3597 section 5: \# length hex...
std::string RdataParser::parse_generic(Tokens tokens) {
  const auto size = tokens.empty() ? std::nullopt : parse_number(tokens.front(), largest_rdata);
  if (!size) return "\\# needs a length from 0 to 65535";
  if (!append_octets(rdata_, join(tokens.subspan(1), ""))) return "\\# needs pairs of hexadecimal digits";
  if (rdata_.size() == *size) return "";
  return "\\# says " + std::to_string(*size) + " octets, but has " + std::to_string(rdata_.size());
}

std::string RdataParser::parse_fields(const RdataType* row, Tokens tokens, dns::NameView origin) {
  if (row == nullptr) return "it must be written as \\# length hex (RFC 3597)";
  const auto most =
      static_cast<std::size_t>(std::ranges::find(row->fields, Field::none) - row->fields.begin());
  const auto fields = std::span(row->fields).first(most);
  if (has_no_text(fields.back())) return "it must be written as \\# length hex (RFC 3597)";
  for (std::size_t i = 0; i < most; ++i) {
    const Field field = fields[i];
    if (tokens.empty() && is_optional(field)) continue;
    if (tokens.empty())
      return "only " + std::to_string(i) + " of " + std::to_string(most) + " fields are present";
    const std::size_t used = reads_several(field) ? tokens.size() : 1;
    std::string mistake = reads_several(field) ? parse_rest(field, tokens, origin)
                                               : parse_one(field, unquoted(tokens.front()), origin);
    if (!mistake.empty()) return mistake;
    tokens = tokens.subspan(used);
  }
  return tokens.empty() ? "" : wrong_token(tokens.front(), "is too much");
}

std::string RdataParser::parse_one(Field field, std::string_view text, dns::NameView origin) {
  switch (field) {
    case Field::name: return append_name(text, origin, rdata_);
    case Field::address4: return append_address(text, Family::v4, rdata_);
    case Field::address6: return append_address(text, Family::v6, rdata_);
    case Field::number8: return append_number(text, 1, rdata_);
    case Field::number16: return append_number(text, 2, rdata_);
    case Field::number32: return append_number(text, 4, rdata_);
    case Field::period: return append_period(text, rdata_);
    case Field::time: return append_time(text, rdata_);
    case Field::type: return append_type(text, rdata_);
    case Field::string:
    case Field::string_or_none:
    case Field::tag: return append_string(text, rdata_);
    case Field::long_string: return append_long_string(text, rdata_);
    case Field::salt: return append_salt(text, rdata_);
    case Field::hash: return append_hash(text, rdata_);
    case Field::eui48: return append_eui(text, 6, rdata_);
    case Field::eui64: return append_eui(text, 8, rdata_);
    case Field::node: return append_node(text, rdata_);
    case Field::scheme: return append_number(equals(text, "NOTIFY") ? "1" : text, 1, rdata_);
    default: return append_word(field, text, rdata_);
  }
}

std::string RdataParser::parse_rest(Field field, Tokens tokens, dns::NameView origin) {
  switch (field) {
    case Field::strings: return parse_strings(tokens);
    case Field::hex: return append_hex_tokens(tokens, rdata_);
    case Field::nsap: return append_nsap(join(tokens, ""), rdata_);
    case Field::base64:
    case Field::base64_or_none: return append_base64_tokens(tokens, rdata_);
    case Field::types:
    case Field::types_or_none: return append_types(tokens, rdata_);
    case Field::location: return append_location(tokens, rdata_);
    case Field::prefixes: return append_prefixes(tokens, rdata_);
    case Field::services: return append_services(tokens, rdata_);
    case Field::parameters: return append_service_parameters(tokens, rdata_);
    case Field::host_identity: return append_host_identity(tokens, origin, rdata_);
    case Field::gateway: return append_gateway(tokens, origin, rdata_);
    case Field::relay: return append_relay(tokens, origin, rdata_);
    default: return append_atm_address(join(tokens, ""), rdata_);
  }
}

std::string RdataParser::parse_strings(Tokens tokens) {
  for (const std::string_view token : tokens)
    if (std::string mistake = append_string(unquoted(token), rdata_); !mistake.empty()) return mistake;
  return "";
}

}  // namespace rota::zonefile
