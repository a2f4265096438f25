// The rdata of one record: fields as written in a zone file -> wire form, by the table of
// types. What is read has passed the check of wire form.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "dns/name.h"
#include "dns/types.h"
#include "zonefile/rdata/types.h"

namespace rota::zonefile {

// By any name that we know; nothing for types that are no data (ANY, OPT).
std::optional<dns::Type> parse_data_type(std::string_view text);

class RdataParser {
 public:
  // Why the rdata is wrong, or "" and the wire form in rdata(), until the next call.
  std::string parse(dns::Type type, std::span<const std::string_view> tokens, dns::NameView origin);
  Bytes rdata() const { return rdata_; }

 private:
  using Tokens = std::span<const std::string_view>;

  std::string parse_generic(Tokens tokens);
  std::string parse_fields(const RdataType* row, Tokens tokens, dns::NameView origin);
  std::string parse_one(Field field, std::string_view text, dns::NameView origin);
  std::string parse_rest(Field field, Tokens tokens, dns::NameView origin);
  std::string parse_strings(Tokens tokens);

  std::vector<std::uint8_t> rdata_;
};

}  // namespace rota::zonefile
