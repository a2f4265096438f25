// SipHash-2-4 (Aumasson and Bernstein, 2012): a keyed hash that nobody who does not
// know the key can steer. For what strangers choose: cookies, sources of queries.
#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.h"

namespace rota {

using SipKey = std::array<std::uint8_t, 16>;

std::uint64_t siphash(const SipKey& key, Bytes data);

// A key from the kernel's generator.
SipKey random_key();

}  // namespace rota
