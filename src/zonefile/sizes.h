// What must fit into one message of 65535 octets: each set, and each referral with the
// glue that cannot be left out (RFC 9471). Over TCP nothing larger can be sent, and a
// client that gets a truncated reply there can only ask again.
#pragma once

#include <cstddef>
#include <span>

#include "base/mistakes.h"
#include "zonefile/records.h"

namespace rota::zonefile {

// Beside it stand header, question, OPT and 16 aliases that led to it: 12, 259, 100 and
// 16 times 267 octets.
constexpr std::size_t largest_in_message = 60'000;

std::size_t size_in_message(std::span<const Record> records);  // with compressed owners

void check_referrals(const ZoneRecords& zone, const dns::Name& apex, Mistakes& mistakes);

}  // namespace rota::zonefile
