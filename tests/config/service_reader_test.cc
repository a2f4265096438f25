#include "config/service_reader.h"

#include <catch2/catch.hpp>

#include "config/loading.h"

using namespace rota;
using namespace rota::config;
using namespace rota::test;

namespace {

ServiceConfig service_of(const std::string& keys) {
  const Loaded loaded = load_main(head + "[server]\n" + keys);
  INFO(keys);
  CHECK(lines_of(loaded.mistakes).empty());
  return loaded.config.server.service;
}

using Octets = std::vector<std::uint8_t>;

}  // namespace

TEST_CASE("P-44 the NSID is a text or hex, of at most 64 octets, and off by default") {
  CHECK(service_of("").nsid.empty());
  CHECK(service_of("nsid = \"fra1\"\n").nsid == Octets{'f', 'r', 'a', '1'});
  CHECK(service_of("nsid = \"0x00fF10\"\n").nsid == Octets{0x00, 0xff, 0x10});
  CHECK(service_of("nsid = \"" + std::string(64, 'n') + "\"\n").nsid.size() == 64);
  const Lines wrong{
      "rota.toml:6:8: \"nsid\" must be a text of at most 64 octets, or \"0x\" and pairs of hex digits"};
  for (const std::string& text : {std::string(65, 'n'), std::string("0xabc"), std::string("0xzz")})
    CHECK(mistakes_of("[server]\nnsid = \"" + text + "\"\n") == wrong);
}

TEST_CASE("P-88 version and identity are texts, and told to nobody by default") {
  CHECK(service_of("").version.empty());
  CHECK(service_of("").identity.empty());
  CHECK(service_of("version = \"rota\"\n").version == "rota");
  CHECK(service_of("identity = \"fra1\"\n").identity == "fra1");
  CHECK(mistakes_of("[server]\nversion = \"" + std::string(256, 'v') + "\"\n") ==
        Lines{"rota.toml:6:11: \"version\" may be 255 octets long at most"});
}

TEST_CASE("O-02 max_udp_without_cookie is between 512 and 1232 octets") {
  CHECK(service_of("").udp_without_cookie == 1232);
  CHECK(service_of("max_udp_without_cookie = 512\n").udp_without_cookie == 512);
  for (const char* wrong : {"511", "1233"})
    CHECK(mistakes_of("[server]\nmax_udp_without_cookie = " + std::string(wrong) + "\n").size() == 1);
}

namespace {

Loaded load_cookies(const std::string& keys, const std::string& secrets = "") {
  return load("c/rota.toml",
              memory_files({{"c/rota.toml", head + "[cookies]\n" + keys}, {"s/secrets", secrets}}));
}

CookieConfig cookies_of(const std::string& keys, const std::string& secrets = "") {
  const Loaded loaded = load_cookies(keys, secrets);
  CHECK(lines_of(loaded.mistakes).empty());
  return loaded.config.server.service.cookies;
}

const std::string some_secret = "e5e973e5a6b2a43f48e7dc849e37bfcf";
const std::string named = "secret_file = \"../s/secrets\"\n";

}  // namespace

TEST_CASE(
    "P-50 cookies are given, not required, and secrets stand in a file of their own, the newest first") {
  CHECK(cookies_of("").enabled);
  CHECK_FALSE(cookies_of("").required);
  CHECK_FALSE(cookies_of("enabled = false\n").enabled);
  CHECK(cookies_of("required = true\n").required);
  CHECK(cookies_of("").secrets.empty());
  const auto two =
      cookies_of(named, "# newest\n\n  " + some_secret + " # since May\r\n" + std::string(32, 'A')).secrets;
  REQUIRE(two.size() == 2);
  CHECK(two[0][0] == 0xE5);
  CHECK(two[1][15] == 0xAA);
}

TEST_CASE("P-50 S-11 a mistake in the file of secrets is told with its place, and without the secret") {
  const auto mistakes = [](const std::string& secrets) {
    return lines_of(load_cookies(named, secrets).mistakes);
  };
  CHECK(mistakes(some_secret + "\n " + some_secret + "0\n") ==
        Lines{"s/secrets:2:2: a secret must be 32 hex digits"});
  CHECK(mistakes(std::string(32, 'g')) == Lines{"s/secrets:1:1: a secret must be 32 hex digits",
                                                "s/secrets: no secret: it must have one in each line"});
  CHECK(mistakes("# none\n") == Lines{"s/secrets: no secret: it must have one in each line"});
  CHECK(lines_of(load_cookies("secret_file = \"none\"\n").mistakes) ==
        Lines{"c/rota.toml:6:15: \"c/none\" cannot be read: No such file or directory"});
}

namespace {

RateLimitConfig rate_of(const std::string& keys) {
  const Loaded loaded = load_main(head + "[rate_limit]\n" + keys);
  CHECK(lines_of(loaded.mistakes).empty());
  return loaded.config.server.service.rate_limit;
}

}  // namespace

TEST_CASE("O-03 rates are off by default, and all of their keys are read") {
  CHECK(rate_of("").responses == 0);
  CHECK(rate_of("").slip == 1);
  const auto all = rate_of(
      "responses = 50\nnegative = 5\nburst = 100\nslip = 2\nonly_count = true\nexempt = [\"192.0.2.0/24\", "
      "\"::1\"]\n");
  CHECK(all.responses == 50);
  CHECK(all.negative == 5U);
  CHECK(all.burst == 100U);
  CHECK(all.slip == 2);
  CHECK(all.only_count);
  CHECK(all.exempt == std::vector{*parse_prefix("192.0.2.0/24"), *parse_prefix("::1")});
  CHECK(mistakes_of("[rate_limit]\nnegative = 0\n").size() == 1);
  CHECK(mistakes_of("[rate_limit]\nrate = 5\n").size() == 1);
}

TEST_CASE("a burst that lasts longer than a day is refused, at the rate of either kind") {
  CHECK(rate_of("responses = 1\nburst = 86400\n").burst == 86'400U);
  CHECK(mistakes_of("[rate_limit]\nresponses = 1\nburst = 86401\n") ==
        Lines{"rota.toml:7:9: a burst of 86401 responses at 1 per second lasts longer than 86400 s; lower "
              "\"burst\" to 86400 or less"});
  CHECK(mistakes_of("[rate_limit]\nresponses = 100\nnegative = 1\nburst = 100000\n").size() == 1);
  CHECK(mistakes_of("[rate_limit]\nresponses = 100000\nnegative = 1\n").size() == 1);
  CHECK(mistakes_of("[rate_limit]\nnegative = 1\nburst = 100000\n").empty());  // it is off
}

TEST_CASE(
    "C-12 lists of networks are read for the server and for a zone, and a wrong one is told with its place") {
  CHECK_FALSE(service_of("").allow_query);
  CHECK(service_of("allow_query = \"192.0.2.0/24\"\n").allow_query ==
        std::vector{*parse_prefix("192.0.2.0/24")});
  CHECK(service_of("allow_query = []\n").allow_query == std::vector<Prefix>{});
  CHECK(
      mistakes_of("[server]\nallow_query = [\"::1\", \"192.0.2.1/24\"]\n") ==
      Lines{"rota.toml:6:23: \"192.0.2.1/24\" must be an address, or a network such as \"192.0.2.0/24\" with "
            "no bits beyond it"});
  const Loaded zone = load_zone("allow_query = [\"2001:db8::/32\"]\n", "");
  CHECK(lines_of(zone.mistakes).empty());
  CHECK(zone.config.zones[ZoneId{0}].allow_query == std::vector{*parse_prefix("2001:db8::/32")});
}
