#include "base/prefix.h"

#include <catch2/catch.hpp>

using namespace rota;

namespace {

bool holds(const char* prefix, const char* address) {
  return parse_prefix(prefix).value().contains(*parse_address(address));
}

}  // namespace

TEST_CASE("a network holds the addresses whose first bits are its own") {
  CHECK(holds("192.0.2.0/24", "192.0.2.255"));
  CHECK_FALSE(holds("192.0.2.0/24", "192.0.3.0"));
  CHECK(holds("192.0.2.128/25", "192.0.2.200"));
  CHECK_FALSE(holds("192.0.2.128/25", "192.0.2.127"));
  CHECK(holds("2001:db8::/33", "2001:db8:7fff::1"));
  CHECK_FALSE(holds("2001:db8::/33", "2001:db8:8000::1"));
}

TEST_CASE("an address alone is a network of one, and /0 holds all of a family") {
  CHECK(holds("192.0.2.7", "192.0.2.7"));
  CHECK_FALSE(holds("192.0.2.7", "192.0.2.6"));
  CHECK(holds("0.0.0.0/0", "203.0.113.9"));
  CHECK_FALSE(holds("0.0.0.0/0", "::"));
  CHECK(holds("::/0", "2001:db8::1"));
  CHECK_FALSE(holds("::/0", "192.0.2.1"));
}

TEST_CASE("a network of IPv4-mapped addresses is the IPv4 network that it stands for") {
  CHECK(parse_prefix("::ffff:192.0.2.0/120") == parse_prefix("192.0.2.0/24"));
  CHECK(parse_prefix("::ffff:192.0.2.1") == parse_prefix("192.0.2.1"));
  CHECK(parse_prefix("::ffff:0:0/96") == parse_prefix("0.0.0.0/0"));
  CHECK(parse_prefix("::/95").value().text() == "::/95");
  CHECK_FALSE(parse_prefix("::ffff:192.0.2.1/120"));
}

TEST_CASE("what is no network is not taken for one") {
  for (const char* wrong :
       {"", "x", "192.0.2.0/", "192.0.2.0/33", "192.0.2.0/-1", "192.0.2.1/24", "192.0.2.0/24 ", "/24",
        "2001:db8::/129", "2001:db8::1/64", "192.0.2/24", "192.0.2.0/1x"})
    CHECK_FALSE(parse_prefix(wrong));
}
