// An IPv4 or IPv6 address as a value, and an address with a port. Small and
// free of Asio, so that light headers can speak of addresses.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>

struct sockaddr_storage;

namespace rota {

enum class Family : std::uint8_t { v4 = 4, v6 = 6 };

class Address {
 public:
  Address() = default;  // 0.0.0.0
  static Address v4(std::span<const std::uint8_t, 4> bytes) {
    Address out;
    std::memcpy(out.bytes_.data(), bytes.data(), bytes.size());
    return out;
  }
  static Address v6(std::span<const std::uint8_t, 16> bytes);

  Family family() const { return family_; }
  std::span<const std::uint8_t> bytes() const {
    return {bytes_.data(), family_ == Family::v4 ? std::size_t{4} : std::size_t{16}};
  }
  bool is_unspecified() const;  // 0.0.0.0 or ::
  bool is_loopback() const;     // 127.0.0.0/8 or ::1
  std::string text() const;     // without brackets

  auto operator<=>(const Address&) const = default;

 private:
  Family family_ = Family::v4;
  std::array<std::uint8_t, 16> bytes_{};
};

// "192.0.2.1" or "2001:db8::1"; nothing when it is neither.
std::optional<Address> parse_address(std::string_view text);

// The IPv4 address that an IPv4-mapped one (::ffff:192.0.2.1) stands for, as the kernel
// writes IPv4 peers of a socket for both families; any other is itself.
Address unmapped(const Address& address);

struct Endpoint {
  Address address;
  std::uint16_t port = 0;

  std::string text() const;  // "192.0.2.1:53", "[2001:db8::1]:53"
  auto operator<=>(const Endpoint&) const = default;
};

// "192.0.2.1:53", "[::]:53"; nothing when malformed.
std::optional<Endpoint> parse_endpoint(std::string_view text);

// To and from the kernel's form; the size is that of the family's sockaddr. What comes
// from the kernel is unmapped here, and nowhere else.
std::size_t to_sockaddr(const Endpoint& endpoint, sockaddr_storage& out);
std::optional<Endpoint> from_sockaddr(const sockaddr_storage& from);

}  // namespace rota
