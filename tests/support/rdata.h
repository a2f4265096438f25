// Rdata and ready record sets for tests, written from text.
#pragma once

#include <arpa/inet.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dns/record_set.h"
#include "support/packet.h"

namespace rota::test {

inline Octets address(const std::string& text) {
  Octets out(text.find(':') == std::string::npos ? 4 : 16);
  ::inet_pton(out.size() == 4 ? AF_INET : AF_INET6, text.c_str(), out.data());
  return out;
}

inline Octets mx(std::size_t preference, std::string_view name) {
  Octets out;
  put16(out, preference);
  put(out, wire(name));
  return out;
}

inline Octets srv(std::size_t port, std::string_view name) {
  Octets out;
  for (const std::size_t number : {std::size_t{0}, std::size_t{5}, port}) put16(out, number);
  put(out, wire(name));
  return out;
}

inline Octets soa(std::string_view server, std::string_view mailbox, std::size_t minimum) {
  Octets out = wire(server);
  put(out, wire(mailbox));
  for (const std::size_t number :
       {std::size_t{1}, std::size_t{7200}, std::size_t{900}, std::size_t{86400}, minimum})
    put32(out, number);
  return out;
}

inline Octets text(std::string_view characters) {
  Octets out{static_cast<std::uint8_t>(characters.size())};
  out.insert(out.end(), characters.begin(), characters.end());
  return out;
}

// A set in ready form that owns its bytes.
struct ReadySet {
  dns::Type type{};
  std::uint16_t count = 0;
  std::uint16_t record_size = 0;
  Octets bytes;

  ReadySet(dns::Type of, std::uint32_t ttl, const std::vector<Octets>& rdata) : type(of) {
    for (const Octets& data : rdata) add(ttl, data);
  }

  void add(std::uint32_t ttl, const Octets& rdata) {
    const std::size_t before = bytes.size();
    put16(bytes, 0xC00C);
    put16(bytes, static_cast<std::size_t>(type));
    put16(bytes, 1);
    put32(bytes, ttl);
    put16(bytes, rdata.size());
    put(bytes, rdata);
    const auto size = static_cast<std::uint16_t>(bytes.size() - before);
    record_size = count == 0 || record_size == size ? size : std::uint16_t{0};
    ++count;
  }

  dns::RecordSet set() const { return dns::ready_set(type, count, record_size, bytes); }
};

}  // namespace rota::test
