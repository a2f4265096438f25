#include "config/hints.h"

#include <catch2/catch.hpp>

#include "config/loading.h"

using namespace rota;
using namespace rota::config;
using namespace rota::test;

namespace {

const std::string pool = "[pool.p]\nnames = [\"www\", \"*.w\"]\nmembers = [\"192.0.2.1\"]\n";

std::string mistake(int line, const std::string& hint, const std::string& name) {
  return "z/e.zone:" + std::to_string(line) + ": " + hint + " gives addresses of " + name +
         ", which pool \"p\" answers: a dead member would be named on; leave it out";
}

}  // namespace

TEST_CASE("P-37 no HTTPS or SVCB record gives ahead the addresses of a name that a pool answers") {
  CHECK(zone_mistakes(pool, "www HTTPS 1 . alpn=h2 ipv4hint=192.0.2.1\n") ==
        Lines{mistake(4, "ipv4hint", "www.example.")});
  CHECK(zone_mistakes(pool, "@ HTTPS 1 WWW ipv4hint=192.0.2.1\n") ==
        Lines{mistake(4, "ipv4hint", "www.example.")});
  CHECK(zone_mistakes(pool, "_x SVCB 1 any.w port=8 ipv4hint=192.0.2.1\n") ==
        Lines{mistake(4, "ipv4hint", "any.w.example.")});
}

TEST_CASE("P-37 hints of other names and of families that no pool answers stand") {
  CHECK(zone_mistakes(pool, "www HTTPS 1 . alpn=h2 port=443\n").empty());
  CHECK(zone_mistakes(pool, "www HTTPS 1 . ipv6hint=2001:db8::1\n").empty());
  CHECK(zone_mistakes(pool, "other HTTPS 1 . ipv4hint=192.0.2.1\n").empty());
  CHECK(zone_mistakes(pool, "www HTTPS 1 cdn.test. ipv4hint=192.0.2.1\n").empty());
  CHECK(zone_mistakes(pool, "www HTTPS 0 other\n").empty());
}
