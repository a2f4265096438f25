// Record types as text.
#include "dns/types.h"

#include <catch2/catch.hpp>

using namespace rota::dns;

TEST_CASE("types are known by name in any case, and unknown ones by number") {
  CHECK(text(Type::aaaa) == "AAAA");
  CHECK(text(static_cast<Type>(65534)) == "TYPE65534");
  CHECK(parse_type("aAaA") == Type::aaaa);
  CHECK(parse_type("type65534") == static_cast<Type>(65534));
  CHECK(parse_type("TYPE1") == Type::a);
}

TEST_CASE("every number survives being printed and read again") {
  for (unsigned number = 0; number < 65536; ++number)
    if (parse_type(text(static_cast<Type>(number))) != static_cast<Type>(number)) FAIL("type " << number);
}

TEST_CASE("what is no type is not read as one") {
  for (const char* bad : {"", "AA", "TYPE", "TYPE65536", "TYPE-1", "TYPE+1", "TYPE1x", "TYPE 1", "1"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_type(bad));
  }
}
