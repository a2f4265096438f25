// Rdata of a test, read from its text.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "support/hex.h"
#include "zonefile/rdata/rdata.h"
#include "zonefile/text/lines.h"

namespace rota::zonefile {

// "TYPE rdata..." within the zone "example." -> hexadecimal, or the mistake.
inline std::string parse(std::string_view text) {
  ZoneLines lines(text);
  ZoneLine line;
  REQUIRE(lines.next(line));
  const auto type = parse_data_type(line.tokens.front());
  if (!type) return "no type";
  RdataParser parser;
  const std::string mistake =
      parser.parse(*type, std::span(line.tokens).subspan(1), dns::parse_name("example").value());
  if (!mistake.empty()) return mistake;
  return test::hex(parser.rdata());
}

}  // namespace rota::zonefile
