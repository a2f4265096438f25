#include "dns/options.h"

#include <catch2/catch.hpp>

#include "support/hex.h"

using namespace rota;
using namespace rota::dns;
using test::hex;
using test::Octets;
using test::unhex;

namespace {

AskedOptions asked;  // of the last reading
Octets kept;         // that it views

bool reads(std::string_view digits) {
  kept = unhex(digits);
  asked = {};
  return read_options(kept, asked);
}

// A cookie option of this many octets.
std::string cookie(std::size_t size) {
  return "000a00" + hex(Octets{static_cast<std::uint8_t>(size)}) + std::string(2 * size, '7');
}

}  // namespace

TEST_CASE("options that mean something are found among others, in any order") {
  REQUIRE(reads("00030000" + cookie(8) + "fde9000101" + "000b0000"));
  CHECK(asked.nsid);
  CHECK(asked.keepalive);
  CHECK(asked.cookie.size() == 8);
  REQUIRE(reads(""));
  CHECK((!asked.nsid && !asked.keepalive && asked.cookie.empty() && !asked.client_subnet));
}

TEST_CASE("any option that means something is one that is asked for") {
  for (const std::string& option :
       {std::string("00030000"), std::string("000b0000"), std::string("00080000"), cookie(8)})
    CHECK((reads("fde9000101" + option) && asked.any()));
  CHECK((reads("fde9000101000b00020050") && !asked.any()));
}

TEST_CASE("P-46 P-52 a client subnet is found as it stands, and of several the first") {
  REQUIRE(
      reads("0008000700011800c00002"
            "0008000400010000"));
  CHECK(hex(*asked.client_subnet) == "00011800c00002");
  REQUIRE(
      reads("00080000"
            "0008000400010000"));  // malformed, and the first
  CHECK(asked.client_subnet.value().empty());
}

TEST_CASE("P-47 a cookie has 8 octets, or 16 to 40, and any other size is malformed") {
  for (std::size_t size = 0; size <= 60; ++size)
    CHECK(reads(cookie(size)) == (size == 8 || (size >= 16 && size <= 40)));
  CHECK_FALSE(reads(cookie(8) + cookie(9)));  // a second one too
}

TEST_CASE("P-46 C-05 of several options of a kind the first counts") {
  REQUIRE(reads(cookie(24) + cookie(8)));
  CHECK(asked.cookie.size() == 24);
  REQUIRE(reads("000b0000000b00020050"));
  CHECK(asked.keepalive);
}

TEST_CASE("P-64 keepalive with a value is passed over") {
  REQUIRE(reads("000b00020050"));
  CHECK_FALSE(asked.keepalive);
}

TEST_CASE("P-41 C-05 options cut anywhere are malformed") {
  const Octets whole = unhex("00030000" + cookie(16) + "000b0000");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const bool is_end = size == 0 || size == 4 || size == 24;
    CHECK(reads(hex(Octets(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)))) == is_end);
  }
}

TEST_CASE("C-07 the options of a reply are written one after the other, and what does not fit is left out") {
  OptionList list;
  list.add(Option::nsid, unhex("666f6f"));
  list.add(Option::keepalive, unhex("0050"));
  CHECK(hex(list.bytes()) == "00030003666f6f000b00020050");
  list.add(Option::cookie, Octets(OptionList::room));
  CHECK(list.bytes().size() == 13);
}
