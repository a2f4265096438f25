// Record types, classes, opcodes and rcodes as enums, and the names of types.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rota::dns {

// Any 16-bit value may occur; only those that the code speaks of have names.
// clang-format off
enum class Type : std::uint16_t {
  none = 0, a = 1, ns = 2, md = 3, mf = 4, cname = 5, soa = 6, mb = 7, mg = 8, mr = 9, ptr = 12, minfo = 14,
  mx = 15, txt = 16, rp = 17, afsdb = 18, rt = 21, sig = 24, px = 26, aaaa = 28, nxt = 30, srv = 33,
  naptr = 35, kx = 36, dname = 39, opt = 41, ds = 43, rrsig = 46, nsec = 47, dnskey = 48, nsec3 = 50,
  nsec3param = 51, svcb = 64, https = 65, nxname = 128, tkey = 249, tsig = 250, ixfr = 251, axfr = 252,
  mailb = 253, maila = 254, any = 255,
};

enum class Class : std::uint16_t { in = 1, ch = 3, none = 254, any = 255 };
enum class Opcode : std::uint8_t { query = 0, iquery = 1, status = 2, notify = 4, update = 5 };
enum class Rcode : std::uint16_t {
  noerror = 0, formerr = 1, servfail = 2, nxdomain = 3, notimp = 4, refused = 5, yxdomain = 6, notauth = 9,
  badvers = 16, badcookie = 23,
};
// clang-format on

std::string text(Type type);                            // "A", "TYPE65534"
std::optional<Type> parse_type(std::string_view text);  // any case; "TYPEnnn" too

}  // namespace rota::dns
