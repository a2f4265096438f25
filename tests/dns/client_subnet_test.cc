// Client subnets as they stand in a request, and in what is sent back.
#include "dns/client_subnet.h"

#include <catch2/catch.hpp>

#include "dns/asked.h"
#include "dns/reply.h"
#include "support/hex.h"

using namespace rota;
using namespace rota::dns;
using test::hex;
using test::Octets;
using test::unhex;

namespace {

// The network that is read, as people write it.
std::string read(const Octets& option) {
  const auto found = read_client_subnet(option);
  return found ? found->text() : "malformed";
}
std::string read(std::string_view digits) { return read(unhex(digits)); }

// An option of this family and source with so many octets of address, all bits set that may be.
Octets option(std::size_t family, std::size_t source, std::size_t octets) {
  Octets out;
  test::put16(out, family);
  out.push_back(static_cast<std::uint8_t>(source));
  out.resize(4 + octets, 0);
  for (std::size_t bit = 0; bit < source && bit < 8 * octets; ++bit)
    out[4 + bit / 8] |= static_cast<std::uint8_t>(0x80 >> bit % 8);
  return out;
}

}  // namespace

TEST_CASE("P-52 a client subnet is a network of either family: RFC 7871 section 13 and others") {
  CHECK(read("0002380020010db8fd1342") == "2001:db8:fd13:4200::/56");
  CHECK(read("00011800c00002") == "192.0.2.0/24");
  CHECK(read("00011400c0a8f0") == "192.168.240.0/20");
  CHECK(read("00012000c0000225") == "192.0.2.37/32");
  CHECK(read("0002800020010db8000000000000000000000001") == "2001:db8::1/128");
  CHECK(read("0001010080") == "128.0.0.0/1");
}

TEST_CASE("P-54 a client subnet of 0 bits is never refused, whatever family it does not tell") {
  CHECK(read("00010000") == "0.0.0.0/0");
  CHECK(read("00020000") == "::/0");
  CHECK(read("00000000") == "0.0.0.0/0");
}

TEST_CASE("P-52 a client subnet takes the octets that its source needs, within its family") {
  constexpr std::size_t most[] = {0, 32, 128};
  for (std::size_t family = 0; family <= 2; ++family)
    for (std::size_t source = 0; source <= 255; ++source)
      for (std::size_t octets = 0; octets <= 33; ++octets) {
        CAPTURE(family, source, octets);
        const bool is_whole = source <= most[family] && octets == source / 8 + (source % 8 != 0);
        REQUIRE((read(option(family, source, octets)) != "malformed") == is_whole);
      }
}

TEST_CASE("P-52 a client subnet of a family that is not known is malformed, of 0 bits too") {
  for (std::size_t family = 3; family <= 65535; family += family < 600 ? 1 : 641) {
    CAPTURE(family);
    REQUIRE(read(option(family, 0, 0)) == "malformed");
    REQUIRE(read(option(family, 24, 3)) == "malformed");
  }
}

TEST_CASE("P-52 a client subnet with any bit beyond its source is malformed") {
  for (std::size_t source = 0; source <= 128; ++source)
    for (std::size_t bit = source; bit % 8 != 0; ++bit) {
      Octets more = option(2, source, source / 8 + 1);
      more[4 + bit / 8] |= static_cast<std::uint8_t>(0x80 >> bit % 8);
      CAPTURE(source, bit);
      REQUIRE(read(more) == "malformed");
    }
}

TEST_CASE("P-52 a client subnet that is asked for with a scope is malformed") {
  for (std::size_t scope = 1; scope <= 255; ++scope) {
    Octets scoped = unhex("00011800c00002");
    scoped[3] = static_cast<std::uint8_t>(scope);
    REQUIRE(read(scoped) == "malformed");
  }
}

TEST_CASE("P-52 a client subnet that is cut anywhere is malformed") {
  const Octets whole = unhex("0002380020010db8fd1342");
  for (std::size_t size = 0; size < whole.size(); ++size)
    CHECK(read(Octets(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size))) == "malformed");
}

TEST_CASE("P-53 a client subnet goes back as it came, with any scope, among other options") {
  const Octets asked = unhex("00011800c00002");
  OptionList list;
  list.add(Option::nsid, unhex("0008"));
  list.add(Option::client_subnet, asked);
  list.add(Option::keepalive, unhex("0050"));
  CHECK(hex(list.bytes()) ==
        "000300020008"
        "0008000700011800c00002"
        "000b00020050");
  list.set_scope(16);  // RFC 7871 section 7.2.1: wider than what was told
  CHECK(hex(list.bytes()) ==
        "000300020008"
        "0008000700011810c00002"
        "000b00020050");
  list.set_scope(32);  // narrower
  CHECK(hex(list.bytes()) ==
        "000300020008"
        "0008000700011820c00002"
        "000b00020050");
}

TEST_CASE("P-53 a scope without a client subnet is told to nobody") {
  OptionList list;
  list.set_scope(24);
  list.add(Option::nsid, unhex("00080004000118ff"));
  list.set_scope(24);
  CHECK(hex(list.bytes()) == "0003000800080004000118ff");
}

TEST_CASE("P-13 P-53 the scope may be known after the sections, whose room the client subnet has taken") {
  test::Asked asked(test::asks_with_opt("www.example"));
  OptionList list;
  list.add(Option::client_subnet, unhex("0002380020010db8fd1342"));
  Reply reply(asked.query, asked.out, 512, list.bytes());
  std::size_t added = 0;
  while (reply.add(Section::answer, question_pointer, test::addresses(1).set())) ++added;
  list.set_scope(48);
  const std::size_t size = reply.finish();
  CHECK(size > 512 - 16);
  const test::Message message = asked.read(size, 512);
  CHECK(message.answer().size() == added);
  CHECK(message.opt->data == "0008000b0002383020010db8fd1342");
}
