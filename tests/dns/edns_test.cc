// OPT records, read and written.
#include "dns/edns.h"

#include <catch2/catch.hpp>

#include "support/packet.h"

using namespace rota;
using namespace rota::dns;
using test::Octets;

namespace {

// The record after its owner and type.
Octets body(const test::Opt& opt) {
  const Octets whole = test::Packet().opt(opt);
  return {whole.begin() + 15, whole.end()};
}

bool reads(const Octets& octets, Edns& out) {
  ByteReader in(octets);
  AskedOptions options;
  return read_opt(in, out, options) && in.left() == 0;
}

}  // namespace

TEST_CASE("size, version and DO are read, and other flags and the upper rcode mean nothing") {
  Edns edns;
  REQUIRE(reads(body({.size = 4096, .upper_rcode = 0xFF, .version = 3, .flags = 0x8000}), edns));
  CHECK(edns.present);
  CHECK(edns.size == 4096);
  CHECK(edns.version == 3);
  CHECK(edns.dnssec_ok);
  REQUIRE(reads(body({.flags = 0x7FFF}), edns));
  CHECK_FALSE(edns.dnssec_ok);
}

TEST_CASE("P-42 a size below 512 counts as 512") {
  for (const std::size_t size : {0U, 1U, 511U, 512U, 513U}) {
    Edns edns;
    REQUIRE(reads(body({.size = size}), edns));
    CHECK(edns.size == std::max<std::size_t>(size, 512));
  }
}

TEST_CASE("P-41 unknown options are ignored, malformed ones are not") {
  Edns edns;
  CHECK(reads(body({.options = {0, 9, 0, 0, 0xFF, 0xFF, 0, 3, 1, 2, 3}}), edns));
  CHECK_FALSE(reads(body({.options = {0, 9, 0, 1}}), edns));  // data is missing
  CHECK_FALSE(reads(body({.options = {0, 9, 0}}), edns));     // half a length
  CHECK_FALSE(reads(body({.options = {0}}), edns));           // half a code
  CHECK_FALSE(reads(body({.length = 1}), edns));              // past the end of the message
  CHECK_FALSE(reads(body({.options = {0, 9, 0xFF, 0xFF}}), edns));
}

TEST_CASE("P-46 options of every length, once and many times, are read whole") {
  for (std::size_t length = 0; length <= 40; ++length)
    for (std::size_t times = 1; times <= 20; ++times) {
      Octets options;
      for (std::size_t i = 0; i < times; ++i) {
        test::put16(options, 1000 + i);
        test::put16(options, length);
        options.resize(options.size() + length);
      }
      Edns edns;
      REQUIRE(reads(body({.options = options}), edns));
      options.pop_back();
      REQUIRE_FALSE(reads(body({.options = options}), edns));
    }
}

TEST_CASE("P-40 our OPT has our size, version 0, DO as asked and the upper rcode") {
  Octets out(opt_size);
  Edns asked;
  asked.version = 7;
  asked.dnssec_ok = true;
  write_opt(out.data(), asked, 16);
  CHECK(out == Octets{0, 0, 41, 4, 0xD0, 1, 0, 0x80, 0, 0, 0});
  write_opt(out.data(), {}, 3);
  CHECK(out == Octets{0, 0, 41, 4, 0xD0, 0, 0, 0, 0, 0, 0});
}
