// Words that stand for numbers in rdata, as ldns knows them. With zonefile/print the only
// place that knows ldns.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "zonefile/rdata/types.h"

namespace rota::zonefile {

// Appends a field that is a number or one of its words: an algorithm of DNSSEC, a kind of
// certificate, what RFC 7218 names. Why the text is wrong, or "".
std::string append_word(Field field, std::string_view text, std::vector<std::uint8_t>& out);

}  // namespace rota::zonefile
