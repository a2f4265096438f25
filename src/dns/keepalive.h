// The edns-tcp-keepalive option (RFC 7828): how long a connection may be idle,
// told to the client that asks. What to tell is a matter of the connection, so it
// is added to a reply by who keeps that, and over UDP by nobody.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "base/bytes.h"
#include "base/clock.h"

namespace rota::dns {

constexpr std::size_t keepalive_size = 6;  // what it may add to a reply

// Tells `idle` in the reply to `request`, the first `size` octets of `room`, if
// the request asks for it; returns the new size. A request that sends a value is
// not understood, and told nothing. The reply's OPT stands last and has no other
// options; where there is none, or no room, nothing is added.
std::size_t add_keepalive(Bytes request, std::span<std::uint8_t> room, std::size_t size, milliseconds idle);

}  // namespace rota::dns
