#include "zonefile/rdata/service_parameters.h"

#include <catch2/catch.hpp>

#include "zonefile/rdata/reading.h"

using namespace rota::zonefile;

TEST_CASE("P-35 a key of service parameters by its number has its value as octets") {
  CHECK(parse(R"(SVCB 1 . key1=\002h2)") == parse("SVCB 1 . alpn=h2"));
  CHECK(parse(R"(SVCB 1 . key3=\001\187)") == parse("SVCB 1 . port=443"));
  CHECK(parse("SVCB 1 . key1=h2") == "bad rdata of SVCB: 'alpn' is broken");
  CHECK(parse("SVCB 1 . key3=53 key03=x") ==
        "bad rdata of SVCB: 'key03=x' begins with no key of service parameters");
}

TEST_CASE("P-35 a list of protocols has escapes of its own") {
  const std::string foo_bar = "0001000001000c08665c6f6f2c626172026832";
  CHECK(parse(R"(HTTPS 1 . alpn="f\\\\oo\\,bar,h2")") == foo_bar);  // RFC 9460 appendix D.2
  CHECK(parse(R"(HTTPS 1 . alpn=f\\\092oo\092,bar,h2)") == foo_bar);
  CHECK(parse("SVCB 1 . alpn=h2,,h3") == "bad rdata of SVCB: 'alpn=h2,,h3' has no value of its key");
}

TEST_CASE("P-35 service parameters that mean nothing are refused") {
  const std::pair<const char*, const char*> refused[] = {
      {"alpn=h2 alpn=h3", "'alpn=h3' gives a key a second time"},
      {"port=65536", "'port=65536' has no value of its key"},
      {"port", "'port' is not one number of 16 bits"},
      {"mandatory=mandatory", "'mandatory' lists itself"},
      {"mandatory=port", "'mandatory' lists a key that is missing"},
      {"mandatory=port,port port=1", "'mandatory' lists a key twice or out of order"},
      {"no-default-alpn", "'no-default-alpn' needs 'alpn'"},
      {"alpn=h2 no-default-alpn=x", "'no-default-alpn' has a value"},
      {"ipv4hint=192.0.2.1,", "'ipv4hint=192.0.2.1,' has no value of its key"},
      {"ipv6hint", "'ipv6hint' is no list of IPv6 addresses"},
      {"dohpath=/q", "'dohpath' is no path with the variable {?dns}"},
      {"ALPN=h2", "'ALPN=h2' begins with no key of service parameters"},
  };
  for (const auto& [parameters, why] : refused)
    CHECK(parse("SVCB 1 . " + std::string(parameters)) == "bad rdata of SVCB: " + std::string(why));
}
