// Addresses as Asio takes them.
#pragma once

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <cstdint>

#include "base/address.h"

namespace rota::probe {

// For `boost::asio::ip::tcp` and `udp`.
template <class Protocol>
typename Protocol::endpoint endpoint_of(const Address& address, std::uint16_t port) {
  const auto bytes = address.bytes();
  if (address.family() == Family::v4) {
    boost::asio::ip::address_v4::bytes_type v4{};
    std::copy(bytes.begin(), bytes.end(), v4.begin());
    return {boost::asio::ip::address_v4(v4), port};
  }
  boost::asio::ip::address_v6::bytes_type v6{};
  std::copy(bytes.begin(), bytes.end(), v6.begin());
  return {boost::asio::ip::address_v6(v6), port};
}

}  // namespace rota::probe
