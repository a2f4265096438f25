// The rdata of one record: fields as written in a zone file -> wire form. What
// fields a type has comes from ldns, and so do the rarer kinds of field; numbers,
// names and strings are read here, since ldns wraps a number that is too large
// and takes "@" at the start of a name for the origin.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/address.h"
#include "base/bytes.h"
#include "dns/name.h"
#include "dns/types.h"

namespace rota::config {

// By any name that we or ldns know; nothing for types that are no data (ANY, OPT).
std::optional<dns::Type> parse_data_type(std::string_view text);

class RdataParser {
 public:
  // Why the rdata is wrong, or "" and the wire form in rdata().
  std::string parse(dns::Type type, std::span<const std::string_view> tokens, dns::NameView origin);
  Bytes rdata() const { return rdata_; }

 private:
  std::string parse_generic(dns::Type type, std::span<const std::string_view> tokens);
  std::string parse_fields(dns::Type type, std::span<const std::string_view> tokens, dns::NameView origin);
  std::string parse_field(int kind, std::string_view token, dns::NameView origin);
  std::string parse_with_library(int kind, std::string_view token);
  std::string parse_rest(int kind, std::span<const std::string_view> tokens, dns::NameView origin);
  std::string parse_gateway(int kind, std::span<const std::string_view> tokens, dns::NameView origin);
  std::string parse_address_field(std::string_view text, Family family);
  std::string parse_string(std::string_view text);
  std::string parse_integer(std::string_view text, std::size_t width);

  std::vector<std::uint8_t> rdata_;
  std::string scratch_;  // what the library wants: ends in a zero byte
};

}  // namespace rota::config
