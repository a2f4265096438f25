// The options of OPT records (RFC 6891 section 6.1.2): those of a request that mean
// something to us, and those of a reply.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>

#include "base/bytes.h"
#include "dns/client_subnet.h"

namespace rota::dns {

// Codes as IANA lists them.
enum class Option : std::uint16_t { nsid = 3, client_subnet = 8, cookie = 10, keepalive = 11, error = 15 };

// Views into the request.
struct AskedOptions {
  bool nsid = false;       // RFC 5001
  bool keepalive = false;  // RFC 7828; with a value it is not understood, and passed over
  Bytes cookie;  // RFC 7873: the client's 8 octets, and 8 to 32 of a server or none; empty: not sent
  std::optional<Bytes> client_subnet;  // RFC 7871; as sent: only who answers by it reads it

  bool any() const { return nsid || keepalive || !cookie.empty() || client_subnet; }
};

constexpr std::size_t option_head = 4;  // code and length of each

// RFC 7873 section 5.2.2: the client's 8 octets, alone or with 8 to 32 of a server.
inline bool is_cookie_size(std::size_t size) { return size == 8 || (size >= 16 && size <= 40); }

// Reads all options of an OPT. False when they are malformed: lengths that do not add
// up, or that no cookie has. Of several of a kind the first counts. Inlined: most questions
// have one.
[[gnu::always_inline]] inline bool read_options(Bytes data, AskedOptions& out) {
  const std::uint8_t* at = data.data();
  for (std::size_t left = data.size(); left > 0;) {
    if (left < option_head) return false;
    const auto code = static_cast<Option>(load16(at));
    const std::size_t size = load16(at + 2);
    if (size > left - option_head) return false;
    const Bytes value{at + option_head, size};
    if (code == Option::cookie) {
      if (!is_cookie_size(size)) return false;
      if (out.cookie.empty()) out.cookie = value;
    } else if (code == Option::nsid) {
      out.nsid = true;
    } else if (code == Option::keepalive) {
      out.keepalive = out.keepalive || size == 0;
    } else if (code == Option::client_subnet && !out.client_subnet) {
      out.client_subnet = value;
    }
    at += option_head + size;
    left -= option_head + size;
  }
  return true;
}

// Why an answer is an error, for people (RFC 8914 section 4).
enum class ErrorInfo : std::uint16_t {
  not_ready = 14,
  prohibited = 18,
  not_authoritative = 20,
  not_supported = 21,
  invalid_data = 24,
};

// Writes one option to `out`, which has room for it; returns what it takes.
[[gnu::always_inline]] inline std::size_t write_option(std::uint8_t* out, Option code, Bytes data) {
  store16(out, static_cast<std::uint16_t>(code));
  store16(out + 2, static_cast<std::uint16_t>(data.size()));
  copy_short(out + option_head, data);
  return option_head + data.size();
}

// The options of one reply, in order, ready to be sent.
class OptionList {
 public:
  static constexpr std::size_t most_nsid = 64;  // octets
  static constexpr std::size_t room =
      4 * option_head + most_nsid + most_client_subnet + 24 + 2;  // NSID, subnet, cookie and keepalive

  void clear() { size_ = 0; }
  // Data that does not fit is left out.
  [[gnu::always_inline]] void add(Option code, Bytes data) {
    if (option_head + data.size() > octets_.size() - size_) return;
    size_ += write_option(octets_.data() + size_, code, data);
  }
  // Of one option, as it stands in a request.
  template <std::size_t size>
  void set_only(std::span<const std::uint8_t, size> option) {
    static_assert(size <= room);
    std::memcpy(octets_.data(), option.data(), size);
    size_ = size;
  }
  // For how many bits of the client subnet in the list the answer holds (RFC 7871 section
  // 7.2.1): 0, for everyone, until ByPlace tells. bytes() taken before show it too, so that
  // a reply may learn it when its sections are written. The subnet must be well formed.
  void set_scope(std::uint8_t bits);
  Bytes bytes() const { return Bytes(octets_).first(size_); }

 private:
  std::array<std::uint8_t, room> octets_;
  std::size_t size_ = 0;
};

}  // namespace rota::dns
