#include "base/siphash.h"

#include <catch2/catch.hpp>
#include <vector>

using namespace rota;

namespace {

SipKey counting_key() {
  SipKey out;
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<std::uint8_t>(i);
  return out;
}

std::uint64_t hash_of_first(std::size_t octets) {
  std::vector<std::uint8_t> data(octets);
  for (std::size_t i = 0; i < octets; ++i) data[i] = static_cast<std::uint8_t>(i);
  return siphash(counting_key(), data);
}

}  // namespace

TEST_CASE("SipHash-2-4 gives the values that its authors print") {
  CHECK(hash_of_first(0) == 0x726fdb47dd0e0e31U);
  CHECK(hash_of_first(1) == 0x74f839c593dc67fdU);
  CHECK(hash_of_first(8) == 0x93f5f5799a932462U);
  CHECK(hash_of_first(15) == 0xa129ca6149be45e5U);
}

TEST_CASE("S-14 two keys from the kernel are not the same") { CHECK(random_key() != random_key()); }
