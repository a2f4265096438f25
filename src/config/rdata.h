// The rdata of one record: fields as written in a zone file -> wire form. Which
// fields a type has comes from ldns, and so do the rarer kinds of field; numbers,
// names and strings are read here, since ldns wraps a number that is too large
// and takes a name that begins with "@." for the origin.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/address.h"
#include "base/bytes.h"
#include "config/ldns_fields.h"
#include "dns/name.h"
#include "dns/types.h"

namespace rota::config {

// By any name that we or ldns know; nothing for types that are no data (ANY, OPT).
std::optional<dns::Type> parse_data_type(std::string_view text);

class RdataParser {
 public:
  // Why the rdata is wrong, or "" and the wire form in rdata(), until the next call.
  std::string parse(dns::Type type, std::span<const std::string_view> tokens, dns::NameView origin);
  Bytes rdata() const { return rdata_; }

 private:
  using Tokens = std::span<const std::string_view>;

  std::string parse_generic(dns::Type type, Tokens tokens);
  std::string parse_fields(dns::Type type, Tokens tokens, dns::NameView origin);
  std::string parse_one(FieldKind kind, std::string_view text, dns::NameView origin);
  std::string parse_rest(FieldKind kind, Tokens tokens, dns::NameView origin);
  std::string parse_ipsec_key(Tokens tokens, dns::NameView origin);
  std::string parse_base64(Tokens tokens);
  std::string parse_service_parameters(FieldKind kind, Tokens tokens);
  std::string parse_by_library(FieldKind kind, const std::string& text);
  std::string parse_name(std::string_view text, dns::NameView origin);
  std::string parse_address(std::string_view text, Family family);
  std::string parse_string(std::string_view text);
  std::string parse_type(std::string_view text);
  std::string parse_period(std::string_view text);
  std::string parse_integer(std::string_view text, std::size_t width);
  void append(Bytes bytes) { rdata_.insert(rdata_.end(), bytes.begin(), bytes.end()); }
  void append(std::uint32_t number, std::size_t width);

  std::vector<std::uint8_t> rdata_;
};

}  // namespace rota::config
