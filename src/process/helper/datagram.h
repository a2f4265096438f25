// One datagram on the SOCK_SEQPACKET pair between rotad and its helper, with the descriptors
// that travel along as SCM_RIGHTS.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "base/socket.h"

namespace rota::process {

constexpr std::size_t most_descriptors = 200;  // in one datagram; the kernel takes 253
constexpr std::size_t largest_datagram = 512;

// False when the kernel does not take it; errno says why. Never waits.
bool send_datagram(int line, Bytes octets, std::span<const int> descriptors = {});

struct Datagram {
  std::vector<std::uint8_t> octets;
  std::vector<Socket> descriptors;
};

// Waits for the next one. Nothing when the sender has gone, or sent more than fits or anything
// but descriptors along; those that came are closed.
std::optional<Datagram> receive_datagram(int line);

}  // namespace rota::process
