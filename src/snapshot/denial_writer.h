// How the bake writes the forms of a zone's denial (snapshot/denial.h): it has dns/reply.h
// write them, so that they are what that writes.
#pragma once

#include <cstdint>
#include <vector>

#include "dns/record_set.h"

namespace rota::snapshot {

// Appends the forms and returns how many they are: none where a reply could not remember
// all names that it might point at.
std::uint32_t append_denials(std::vector<std::uint8_t>& out, dns::NameView apex, dns::RecordSet soa,
                             std::uint32_t negative_ttl);

}  // namespace rota::snapshot
