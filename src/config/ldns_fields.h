// What ldns knows of record types: which fields each has, and how the rarer
// kinds of field are written. With config/print the only place that knows ldns.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "dns/types.h"

namespace rota::config {

enum class Field : std::uint8_t {
  name,
  address4,
  address6,
  number8,
  number16,
  number32,
  word8,
  word16,  // a number that may also be written as a word
  string,
  long_string,
  period,
  type,
  hex,
  base64,
  hip,
  ipsec_key,
  service_parameters,
  list,    // all that is left of the record
  opaque,  // no form but that of RFC 3597
  other,   // one token
};

struct FieldKind {
  Field field = Field::other;
  int library = 0;  // ldns's own number
};

class RecordFields {
 public:
  explicit RecordFields(dns::Type type);

  bool is_known() const;
  std::size_t least() const;
  std::size_t most() const;
  FieldKind at(std::size_t index) const;

 private:
  const void* descriptor_;
};

FieldKind base64_field();

// Appends the wire form of a field as ldns reads it; false when it does not.
bool append_by_library(FieldKind kind, const std::string& text, std::vector<std::uint8_t>& out);

// Whether these octets are rdata of the type, without compressed names.
bool is_well_formed(dns::Type type, Bytes rdata);

std::optional<dns::Type> type_by_library(const std::string& text);

}  // namespace rota::config
