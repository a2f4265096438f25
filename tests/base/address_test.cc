#include "base/address.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <catch2/catch.hpp>
#include <string>

using namespace rota;

TEST_CASE("addresses are read and written back in their shortest form") {
  const auto [written, text] = GENERATE(table<std::string, std::string>({
      {"192.0.2.1", "192.0.2.1"},
      {"0.0.0.0", "0.0.0.0"},
      {"2001:db8::1", "2001:db8::1"},
      {"2001:DB8:0:0:0:0:0:1", "2001:db8::1"},
      {"::", "::"},
      {"::ffff:192.0.2.1", "::ffff:192.0.2.1"},
  }));
  const auto address = parse_address(written);
  REQUIRE(address);
  CHECK(address->text() == text);
  CHECK(address->family() == (text.find(':') == std::string::npos ? Family::v4 : Family::v6));
}

TEST_CASE("what is not an address is nothing") {
  const std::string text =
      GENERATE("", "192.0.2", "192.0.2.256", "192.0.2.1 ", " 192.0.2.1", "192.0.2.01x", "1.2.3.4.5",
               "2001:db8::1::2", "[::1]", "fe80::1%eth0", "localhost", "12345::");
  CHECK_FALSE(parse_address(text));
  CHECK_FALSE(parse_address(std::string("192.0.2.1\0x", 11)));
}

TEST_CASE("addresses compare by family, then by bytes") {
  const auto low = parse_address("192.0.2.1");
  CHECK(low == parse_address("192.0.2.1"));
  CHECK(low < parse_address("192.0.2.2"));
  CHECK(parse_address("255.255.255.255") < parse_address("::"));
  CHECK(parse_address("0.0.0.0") != parse_address("::"));
}

TEST_CASE("only all zeros are unspecified") {
  CHECK(parse_address("0.0.0.0")->is_unspecified());
  CHECK(parse_address("::")->is_unspecified());
  CHECK_FALSE(parse_address("0.0.0.1")->is_unspecified());
  CHECK_FALSE(parse_address("::1")->is_unspecified());
}

TEST_CASE("endpoints are read and written back") {
  const std::string text = GENERATE("192.0.2.1:53", "[2001:db8::1]:5300", "[::]:0", "0.0.0.0:65535");
  const auto endpoint = parse_endpoint(text);
  REQUIRE(endpoint);
  CHECK(endpoint->text() == text);
}

TEST_CASE("what is not an endpoint is nothing") {
  const std::string text = GENERATE("", ":", "192.0.2.1", "192.0.2.1:", "192.0.2.1:65536", "192.0.2.1:-1",
                                    "192.0.2.1:53x", "192.0.2.1: 53", "[192.0.2.1]:53", "::1:53",
                                    "2001:db8::1", "[::1]", "[::1]53", "[]:53", "localhost:53");
  CHECK_FALSE(parse_endpoint(text));
}

TEST_CASE("endpoints go to the kernel's form and back") {
  const std::string text = GENERATE("192.0.2.1:53", "[2001:db8::1]:5300");
  const auto endpoint = parse_endpoint(text).value();
  sockaddr_storage storage{};
  const std::size_t size = to_sockaddr(endpoint, storage);
  CHECK(size == (endpoint.address.family() == Family::v4 ? sizeof(sockaddr_in) : sizeof(sockaddr_in6)));
  CHECK(from_sockaddr(storage) == endpoint);
  storage.ss_family = AF_UNIX;
  CHECK_FALSE(from_sockaddr(storage));
}

TEST_CASE("an IPv4 peer of a socket for both families is read as IPv4") {
  sockaddr_storage storage{};
  to_sockaddr(parse_endpoint("[::ffff:192.0.2.1]:53").value(), storage);
  CHECK(from_sockaddr(storage) == parse_endpoint("192.0.2.1:53"));
  CHECK(unmapped(*parse_address("::ffff:192.0.2.1")) == *parse_address("192.0.2.1"));
  for (const char* other : {"192.0.2.1", "::", "::1", "::192.0.2.1", "::fffe:192.0.2.1", "1::ffff:192.0.2.1",
                            "64:ff9b::192.0.2.1", "::ffff:0:192.0.2.1"})
    CHECK(unmapped(*parse_address(other)) == *parse_address(other));
}
