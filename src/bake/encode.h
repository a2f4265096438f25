// Records -> ready form (dns/record_set.h).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "config/config.h"
#include "dns/record_set.h"

namespace rota::bake {

// Appends one record with the owner 0xC00C.
void append_record(std::vector<std::uint8_t>& out, dns::Type type, std::uint32_t ttl, Bytes rdata);

// Appends the record of a pool's member: A, AAAA, CNAME or SRV.
void append_member(std::vector<std::uint8_t>& out, dns::Type type, std::uint32_t ttl,
                   const config::MemberConfig& member);

// The length of each record in `bytes`, which holds `count`; 0 when they differ.
std::uint16_t common_size(Bytes bytes, std::size_t count);

}  // namespace rota::bake
