#include "base/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace rota {

Address Address::v6(std::span<const std::uint8_t, 16> bytes) {
  Address out;
  out.family_ = Family::v6;
  std::ranges::copy(bytes, out.bytes_.begin());
  return out;
}

bool Address::is_unspecified() const {
  return std::ranges::all_of(bytes_, [](std::uint8_t byte) { return byte == 0; });
}

bool Address::is_loopback() const {
  if (family_ == Family::v4) return bytes_[0] == 127;
  return std::all_of(bytes_.begin(), bytes_.end() - 1, [](std::uint8_t byte) { return byte == 0; }) &&
         bytes_[15] == 1;
}

std::string Address::text() const {
  char out[INET6_ADDRSTRLEN] = "";
  inet_ntop(family_ == Family::v4 ? AF_INET : AF_INET6, bytes_.data(), out, sizeof out);
  return out;
}

std::optional<Address> parse_address(std::string_view text) {
  const std::string copy(text);  // inet_pton wants a terminated string
  if (copy.find('\0') != std::string::npos) return {};
  std::array<std::uint8_t, 16> bytes{};
  if (inet_pton(AF_INET, copy.c_str(), bytes.data()) == 1) return Address::v4(std::span(bytes).first<4>());
  if (inet_pton(AF_INET6, copy.c_str(), bytes.data()) == 1) return Address::v6(bytes);
  return {};
}

Address unmapped(const Address& address) {
  constexpr std::array<std::uint8_t, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  const auto bytes = address.bytes();
  const bool is_mapped =
      address.family() == Family::v6 && std::equal(mapped.begin(), mapped.end(), bytes.begin());
  return is_mapped ? Address::v4(bytes.last<4>()) : address;
}

std::string Endpoint::text() const {
  const std::string host = address.family() == Family::v6 ? "[" + address.text() + "]" : address.text();
  return host + ":" + std::to_string(port);
}

std::optional<Endpoint> parse_endpoint(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return {};
  std::string_view host = text.substr(0, colon);
  const std::string_view digits = text.substr(colon + 1);
  const bool bracketed = host.size() >= 2 && host.front() == '[' && host.back() == ']';
  if (bracketed) host = host.substr(1, host.size() - 2);
  Endpoint out;
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), out.port);
  const auto address = parse_address(host);
  if (failed != std::errc() || end != digits.data() + digits.size() || !address) return {};
  if (bracketed != (address->family() == Family::v6)) return {};
  out.address = *address;
  return out;
}

std::size_t to_sockaddr(const Endpoint& endpoint, sockaddr_storage& out) {
  std::memset(&out, 0, sizeof out);
  const auto bytes = endpoint.address.bytes();
  if (endpoint.address.family() == Family::v4) {
    sockaddr_in in{};
    in.sin_family = AF_INET;
    in.sin_port = htons(endpoint.port);
    std::memcpy(&in.sin_addr, bytes.data(), bytes.size());
    std::memcpy(&out, &in, sizeof in);
    return sizeof in;
  }
  sockaddr_in6 in{};
  in.sin6_family = AF_INET6;
  in.sin6_port = htons(endpoint.port);
  std::memcpy(&in.sin6_addr, bytes.data(), bytes.size());
  std::memcpy(&out, &in, sizeof in);
  return sizeof in;
}

std::optional<Endpoint> from_sockaddr(const sockaddr_storage& from) {
  if (from.ss_family == AF_INET) {
    sockaddr_in in{};
    std::memcpy(&in, &from, sizeof in);
    std::array<std::uint8_t, 4> bytes{};
    std::memcpy(bytes.data(), &in.sin_addr, 4);
    return Endpoint{Address::v4(bytes), ntohs(in.sin_port)};
  }
  if (from.ss_family == AF_INET6) {
    sockaddr_in6 in{};
    std::memcpy(&in, &from, sizeof in);
    std::array<std::uint8_t, 16> bytes{};
    std::memcpy(bytes.data(), &in.sin6_addr, 16);
    return Endpoint{unmapped(Address::v6(bytes)), ntohs(in.sin6_port)};
  }
  return {};
}

}  // namespace rota
