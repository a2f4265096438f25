// The short way for common rdata: what it takes, and what it leaves alone.
#include "zonefile/rdata/common.h"

#include <catch2/catch.hpp>

#include "support/rdata.h"
#include "zonefile/text/lines.h"

using namespace rota;
using dns::Type;
using test::Octets;
using test::wire;

namespace {

// The wire form, or nothing when it is left to others.
std::optional<Octets> read(Type type, std::string_view text) {
  zonefile::ZoneLines lines(text);
  zonefile::ZoneLine line;
  if (!text.empty()) lines.next(line);
  Octets out{0xEE};  // of a record before
  const auto origin = wire("example");
  if (!zonefile::append_common(type, line.tokens, origin, out)) {
    CHECK(out == Octets{0xEE});
    return {};
  }
  return Octets(out.begin() + 1, out.end());
}

}  // namespace

TEST_CASE("addresses, names, numbers and strings of the usual form are taken") {
  CHECK(read(Type::a, "192.0.2.10") == Octets{192, 0, 2, 10});
  CHECK(read(Type::a, "0.0.0.0") == Octets{0, 0, 0, 0});
  CHECK(read(Type::a, "255.255.255.255") == Octets{255, 255, 255, 255});
  CHECK(read(Type::aaaa, "2001:db8::1") == test::address("2001:db8::1"));
  CHECK(read(Type::aaaa, "::ffff:192.0.2.1") == test::address("::ffff:192.0.2.1"));
  CHECK(read(Type::ns, "ns1") == wire("ns1.example"));
  CHECK(read(Type::cname, "Www.Other.") == wire("Www.Other"));
  CHECK(read(Type::ptr, "host.a") == wire("host.a.example"));
  CHECK(read(Type::mx, "10 mail") == test::mx(10, "mail.example"));
  CHECK(read(Type::srv, "0 5 443 www") == test::srv(443, "www.example"));
  Octets two = test::text("one two");
  test::put(two, test::text("three"));
  CHECK(read(Type::txt, "\"one two\" three") == two);
  CHECK(read(Type::txt, "\"\"") == Octets{0});
}

TEST_CASE("what is unusual or wrong is left to the general reader") {
  for (const char* text :
       {"", "192.0.2", "192.0.2.1.", "192.0.2.256", "192.0.02.1", "1.2.3.4.5", ".1.2.3", "1..2.3",
        "192.0.2.1 x", "\"192.0.2.1\"", "\\# 4 01020304", "0x1.2.3.4", "1.2.3.-4", "1.2.3.1000"}) {
    CAPTURE(text);
    CHECK_FALSE(read(Type::a, text));
  }
  for (const char* text : {"", "192.0.2.1", ":::", "2001:db8::1 x", "\\# 0"})
    CHECK_FALSE(read(Type::aaaa, text));
  for (const char* text : {"", "@", ".", "a..b", "a\\.b", "\"a\"", "a b", "\\# 1 00"})
    CHECK_FALSE(read(Type::ns, text));
  for (const char* text : {"", "10", "mail", "65536 mail", "-1 mail", "10 mail x", "10 \"mail\""})
    CHECK_FALSE(read(Type::mx, text));
  CHECK_FALSE(read(Type::srv, "0 5 www"));
  CHECK_FALSE(read(Type::srv, "0 5 65536 www"));
  for (const std::string& text : {std::string(), std::string("a\\065"), std::string(256, 'x')})
    CHECK_FALSE(read(Type::txt, text));
  CHECK_FALSE(read(Type::soa, "ns host 1 2 3 4 5"));
  CHECK_FALSE(read(Type::ns, std::string(64, 'x')));
}
