#include "dns/cookie.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <vector>

#include "support/hex.h"

using namespace rota;
using namespace rota::dns;
using test::hex;
using test::unhex;

namespace {

CookieSecret secret_of(std::string_view digits) {
  CookieSecret out;
  std::ranges::copy(unhex(digits), out.begin());
  return out;
}

const CookieSecret secret = secret_of("e5e973e5a6b2a43f48e7dc849e37bfcf");
const Address client = *parse_address("198.51.100.100");
constexpr Stamp made = 1559731985;

CookieState check(const test::Octets& cookie, Stamp now, const Address& from = client) {
  return check_cookie(std::vector{secret}, cookie, from, now);
}

test::Octets made_at(Stamp now) {
  const Cookie out = make_cookie(secret, unhex("2464c4abcf10c957"), client, now);
  return {out.begin(), out.end()};
}

}  // namespace

TEST_CASE("P-48 the cookies of RFC 9018 A.1 to A.3 are made, and found good") {
  CHECK(hex(make_cookie(secret, unhex("2464c4abcf10c957"), client, made)) ==
        "2464c4abcf10c957010000005cf79f111f8130c3eee29480");
  CHECK(hex(make_cookie(secret, unhex("2464c4abcf10c957"), client, 1559734385)) ==
        "2464c4abcf10c957010000005cf7a871d4a564a1442aca77");
  const Address other = *parse_address("203.0.113.203");
  const auto received = unhex("fc93fc62807ddb8601abcdef5cf78f71a314227b6679ebf5");
  CHECK(check(received, 1559727985, other) == CookieState::good);  // reserved octets count as received
  CHECK(hex(make_cookie(secret, received, other, 1559734700)) ==
        "fc93fc62807ddb86010000005cf7a9acf73a7810aca2381e");
}

TEST_CASE("P-48 P-50 RFC 9018 A.4: IPv6, and a secret that has been changed") {
  const CookieSecret next = secret_of("445536bcd2513298075a5d379663c962");
  const CookieSecret before = secret_of("dd3bdf9344b678b185a6f5cb60fca715");
  const Address from = *parse_address("2001:db8:220:1:59de:d0f4:8769:82b8");
  const auto received = unhex("22681ab97d52c298010000005cf7c57926556bd0934c72f8");
  const Stamp now = 1559741961;
  CHECK(check_cookie(std::vector{before}, received, from, now) == CookieState::good);
  CHECK(check_cookie(std::vector{next, before}, received, from, now) == CookieState::aging);
  CHECK(check_cookie(std::vector{next}, received, from, now) == CookieState::bad);
  CHECK(hex(make_cookie(next, received, from, now)) == "22681ab97d52c298010000005cf7c609a6bb79d16625507a");
}

TEST_CASE("P-49 a cookie is good for half an hour, renewed for another, and may be five minutes ahead") {
  const auto cookie = made_at(made);
  CHECK(check(cookie, made) == CookieState::good);
  CHECK(check(cookie, made + 1800) == CookieState::good);
  CHECK(check(cookie, made + 1801) == CookieState::aging);
  CHECK(check(cookie, made + 3600) == CookieState::aging);
  CHECK(check(cookie, made + 3601) == CookieState::bad);
  CHECK(check(cookie, made - 300) == CookieState::good);
  CHECK(check(cookie, made - 301) == CookieState::bad);
}

TEST_CASE("P-49 X-15 time goes on in 2038 and 2106") {
  for (const Stamp turn : {Stamp{0x7FFFFFF0}, Stamp{0xFFFFFFF0}}) {
    CHECK(check(made_at(turn), turn + 100) == CookieState::good);
    CHECK(check(made_at(turn + 100), turn) == CookieState::good);
    CHECK(check(made_at(turn), turn + 4000) == CookieState::bad);
  }
}

TEST_CASE("P-51 a cookie with any bit flipped, of another address or another version proves nothing") {
  const auto good = made_at(made);
  for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
    auto flipped = good;
    flipped[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
    CHECK(check(flipped, made) == CookieState::bad);
  }
  CHECK(check(good, made, *parse_address("198.51.100.101")) == CookieState::bad);
  CHECK(check(good, made, *parse_address("2001:db8::1")) == CookieState::bad);
}

TEST_CASE("P-47 the client's part alone proves nothing, nor does one of another size") {
  auto cookie = made_at(made);
  CHECK(check({cookie.begin(), cookie.begin() + 8}, made) == CookieState::none);
  for (std::size_t size = 16; size <= 40; ++size) {
    cookie.resize(size);
    if (size != 24) CHECK(check(cookie, made) == CookieState::bad);
  }
}
