// ldns defines bool, true and false as macros unless <stdbool.h> came first.
#include <stdbool.h>

#include "config/rdata.h"

#include <ldns/ldns.h>

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <memory>

#include "base/address.h"
#include "config/zone_lines.h"
#include "config/zone_numbers.h"

namespace rota::config {

namespace {

constexpr std::size_t largest_rdata = 65'535;

struct FreeRdf {
  void operator()(ldns_rdf* rdf) const { ldns_rdf_deep_free(rdf); }
};
struct FreeRr {
  void operator()(ldns_rr* rr) const { ldns_rr_free(rr); }
};
using Rdf = std::unique_ptr<ldns_rdf, FreeRdf>;
using Rr = std::unique_ptr<ldns_rr, FreeRr>;

void append(std::vector<std::uint8_t>& out, Bytes bytes) { out.insert(out.end(), bytes.begin(), bytes.end()); }

Bytes bytes_of(const ldns_rdf* rdf) { return {ldns_rdf_data(rdf), ldns_rdf_size(rdf)}; }

void append_number(std::vector<std::uint8_t>& out, std::uint32_t number, std::size_t width) {
  for (std::size_t i = width; i > 0; --i) out.push_back(static_cast<std::uint8_t>(number >> (8 * (i - 1))));
}

// The width of fields that are numbers, or may be written as one.
std::size_t width_of(int kind) {
  switch (kind) {
    case LDNS_RDF_TYPE_INT8:
    case LDNS_RDF_TYPE_ALG:
    case LDNS_RDF_TYPE_CERTIFICATE_USAGE:
    case LDNS_RDF_TYPE_SELECTOR:
    case LDNS_RDF_TYPE_MATCHING_TYPE: return 1;
    case LDNS_RDF_TYPE_INT16:
    case LDNS_RDF_TYPE_CERT_ALG: return 2;
    case LDNS_RDF_TYPE_INT32: return 4;
    default: return 0;
  }
}

// Numbers that may also be written as a word.
bool has_words(int kind) {
  return kind != LDNS_RDF_TYPE_INT8 && kind != LDNS_RDF_TYPE_INT16 && kind != LDNS_RDF_TYPE_INT32;
}

// Fields that, as the last of a record, take all that is left of it.
bool takes_the_rest(int kind) {
  switch (kind) {
    case LDNS_RDF_TYPE_B64:
    case LDNS_RDF_TYPE_HEX:
    case LDNS_RDF_TYPE_NSEC:
    case LDNS_RDF_TYPE_LOC:
    case LDNS_RDF_TYPE_WKS:
    case LDNS_RDF_TYPE_IPSECKEY:
    case LDNS_RDF_TYPE_AMTRELAY:
    case LDNS_RDF_TYPE_SVCPARAMS: return true;
    default: return false;
  }
}

std::string wrong(std::string_view token, std::string_view why) { return "'" + std::string(token) + "' " + std::string(why); }

// RFC 9460 section 2.2: keys in ascending order, none twice. ldns sorts but lets
// doubles through.
std::string check_svc_params(Bytes params) {
  ByteReader reader(params);
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
  if (!type) {
    const auto number = ldns_get_rr_type_by_name(std::string(text).c_str());
    if (number != 0) type = static_cast<dns::Type>(number);
  }
  if (!type || *type == dns::Type::none || *type == dns::Type::opt) return {};
  // RFC 6895 section 3.1: 128 to 255 are for questions and the like.
  const auto number = static_cast<std::uint16_t>(*type);
  if (number >= 128 && number <= 255) return {};
  return type;
}

std::string RdataParser::parse(dns::Type type, std::span<const std::string_view> tokens, dns::NameView origin) {
  rdata_.clear();
  std::string mistake;
  if (!tokens.empty() && tokens.front() == "\\#") {
    mistake = parse_generic(type, tokens.subspan(1));
  } else {
    mistake = parse_fields(type, tokens, origin);
  }
  if (mistake.empty() && rdata_.size() > largest_rdata) mistake = "it is larger than 65535 octets";
  return mistake.empty() ? mistake : "bad rdata of " + dns::text(type) + ": " + mistake;
}

// RFC 3597 section 5: \# length hex...
std::string RdataParser::parse_generic(dns::Type type, std::span<const std::string_view> tokens) {
  const auto size = tokens.empty() ? std::nullopt : parse_number(tokens.front(), largest_rdata);
  if (!size) return "\\# needs a length from 0 to 65535";
  rdata_.resize(2);
  scratch_.clear();
  for (const std::string_view token : tokens.subspan(1)) scratch_ += token;
  if (!append_hex(scratch_, rdata_)) return "\\# needs pairs of hexadecimal digits";
  if (rdata_.size() != 2 + *size) return "\\# says " + std::to_string(*size) + " octets, but " + std::to_string(rdata_.size() - 2) + " follow";
  store16(rdata_.data(), static_cast<std::uint16_t>(*size));
  if (ldns_rr_descript(static_cast<std::uint16_t>(type))->_type != 0) {
    // A type that we know must be well-formed. A name that points backwards
    // would come back longer, or not at all.
    const Rr rr(ldns_rr_new());
    ldns_rr_set_type(rr.get(), static_cast<ldns_rr_type>(type));
    std::size_t at = 0;
    std::vector<std::uint8_t> again(2);
    if (ldns_wire2rdf(rr.get(), rdata_.data(), rdata_.size(), &at) != LDNS_STATUS_OK) return "the octets after \\# are no such record";
    for (std::size_t i = 0; i < ldns_rr_rd_count(rr.get()); ++i) append(again, bytes_of(ldns_rr_rdf(rr.get(), i)));
    if (!std::ranges::equal(std::span(again).subspan(2), std::span(rdata_).subspan(2))) return "the octets after \\# are no such record";
  }
  rdata_.erase(rdata_.begin(), rdata_.begin() + 2);
  return "";
}

std::string RdataParser::parse_fields(dns::Type type, std::span<const std::string_view> tokens, dns::NameView origin) {
  const ldns_rr_descriptor* const fields = ldns_rr_descript(static_cast<std::uint16_t>(type));
  const std::size_t least = ldns_rr_descriptor_minimum(fields);
  const std::size_t most = ldns_rr_descriptor_maximum(fields);
  if (fields->_type == 0 || ldns_rr_descriptor_field_type(fields, 0) == LDNS_RDF_TYPE_UNKNOWN) {
    return "it must be written as \\# length hex (RFC 3597)";
  }
  std::size_t field = 0;
  for (; field < most && !tokens.empty(); ++field) {
    const int kind = ldns_rr_descriptor_field_type(fields, field);
    std::string mistake;
    if (kind == LDNS_RDF_TYPE_HIP || (field + 1 == most && takes_the_rest(kind))) {
      const std::size_t count = kind == LDNS_RDF_TYPE_HIP ? std::min<std::size_t>(3, tokens.size()) : tokens.size();
      mistake = parse_rest(kind, tokens.first(count), origin);
      tokens = tokens.subspan(count);
    } else {
      mistake = parse_field(kind, tokens.front(), origin);
      tokens = tokens.subspan(1);
    }
    if (!mistake.empty()) return mistake;
  }
  if (field < least) return "a field is missing: it has " + std::to_string(field) + " of " + std::to_string(least);
  if (!tokens.empty()) return wrong(tokens.front(), "is too much");
  return "";
}

std::string RdataParser::parse_field(int kind, std::string_view token, dns::NameView origin) {
  const std::string_view bare = unquoted(token);
  switch (kind) {
    case LDNS_RDF_TYPE_A: return parse_address_field(bare, Family::v4);
    case LDNS_RDF_TYPE_AAAA: return parse_address_field(bare, Family::v6);
    case LDNS_RDF_TYPE_STR: return parse_string(bare);
    case LDNS_RDF_TYPE_LONG_STR: return append_unescaped(bare, rdata_) ? "" : wrong(token, "has a broken escape");
    case LDNS_RDF_TYPE_DNAME: {
      const auto name = dns::parse_name(bare, origin);
      if (name) append(rdata_, name->view());
      return name ? "" : name.error().text;
    }
    case LDNS_RDF_TYPE_PERIOD: {
      const auto period = parse_period(bare);
      if (period) append_number(rdata_, *period, 4);
      return period ? "" : wrong(token, "is not a number of seconds below 2^32");
    }
    case LDNS_RDF_TYPE_TYPE: {
      const auto type = dns::parse_type(bare);
      if (type) append_number(rdata_, static_cast<std::uint32_t>(*type), 2);
      return type ? "" : wrong(token, "is not a record type");
    }
    default: break;
  }
  const std::size_t width = width_of(kind);
  const bool is_number = width > 0 && (!has_words(kind) || parse_number(bare.substr(0, 1), 9));
  return is_number ? parse_integer(bare, width) : parse_with_library(kind, bare);
}

std::string RdataParser::parse_address_field(std::string_view text, Family family) {
  const auto address = parse_address(text);
  if (!address || address->family() != family) return wrong(text, family == Family::v4 ? "is not an IPv4 address" : "is not an IPv6 address");
  append(rdata_, address->bytes());
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

std::string RdataParser::parse_integer(std::string_view text, std::size_t width) {
  const auto largest = static_cast<std::uint32_t>((std::uint64_t{1} << (8 * width)) - 1);
  const auto number = parse_number(text, largest);
  if (!number) return wrong(text, "is not a number from 0 to " + std::to_string(largest));
  append_number(rdata_, *number, width);
  return "";
}

std::string RdataParser::parse_with_library(int kind, std::string_view token) {
  scratch_ = token;
  const Rdf rdf(ldns_rdf_new_frm_str(static_cast<ldns_rdf_type>(kind), scratch_.c_str()));
  if (!rdf) return wrong(token, "is not understood");
  append(rdata_, bytes_of(rdf.get()));
  return "";
}

// The fields that ldns reads as one text.
std::string RdataParser::parse_rest(int kind, std::span<const std::string_view> tokens, dns::NameView origin) {
  std::string text;
  if (kind == LDNS_RDF_TYPE_HEX || kind == LDNS_RDF_TYPE_B64) {
    for (const std::string_view token : tokens) text += token;
    if (kind == LDNS_RDF_TYPE_HEX) return append_hex(text, rdata_) ? "" : wrong(text, "is not a row of pairs of hexadecimal digits");
    return parse_with_library(kind, text);
  }
  if (kind == LDNS_RDF_TYPE_IPSECKEY || kind == LDNS_RDF_TYPE_AMTRELAY) return parse_gateway(kind, tokens, origin);
  for (const std::string_view token : tokens) {
    // RFC 9460 appendix A.1: ldns splits the list at an escaped comma too.
    if (kind == LDNS_RDF_TYPE_SVCPARAMS && token.starts_with("alpn=") && token.find('\\') != std::string_view::npos) {
      return "escapes within 'alpn' are not supported";
    }
    text += (text.empty() ? "" : " ") + std::string(token);
  }
  const std::size_t start = rdata_.size();
  const std::string mistake = parse_with_library(kind, text);
  if (!mistake.empty() || kind != LDNS_RDF_TYPE_SVCPARAMS) return mistake;
  return check_svc_params(std::span(rdata_).subspan(start));
}

// Three numbers, a gateway that may be a name, and for IPSECKEY a key. ldns wraps
// the numbers, knows no origin here and no key of several words.
std::string RdataParser::parse_gateway(int kind, std::span<const std::string_view> tokens, dns::NameView origin) {
  const std::size_t type_at = kind == LDNS_RDF_TYPE_IPSECKEY ? 1 : 2;
  std::string text;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (i < 3 && !parse_number(tokens[i], 255)) return wrong(tokens[i], "is not a number from 0 to 255");
    if (i > 0 && i < 5) text += ' ';
    if (i == 3 && tokens[type_at] == "3") {
      const auto name = dns::parse_name(tokens[i], origin);
      if (!name) return name.error().text;
      text += name->text();
    } else {
      text += tokens[i];
    }
  }
  if (kind == LDNS_RDF_TYPE_AMTRELAY && tokens.size() > 4) return wrong(tokens[4], "is too much");
  return parse_with_library(kind, text);
}

}  // namespace rota::config
