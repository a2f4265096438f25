#include "serve/rate_table.h"

#include <catch2/catch.hpp>
#include <string>
#include <thread>
#include <vector>

using namespace rota;
using namespace rota::serve;

namespace {

using Kind = RateTable::Kind;
constexpr std::uint64_t second = 1'000'000'000;
constexpr Rate ten{.responses = 10, .burst = 25};

Address v4(unsigned number) {
  const std::array<std::uint8_t, 4> bytes{10, static_cast<std::uint8_t>(number >> 16),
                                          static_cast<std::uint8_t>(number >> 8),
                                          static_cast<std::uint8_t>(number)};
  return Address::v4(bytes);
}

struct Bench {
  RateTable table{64, SipKey{7}};
  std::uint64_t now = 5 * second;

  // How many of so many questions, spread over so long, are answered.
  std::size_t answered(const Address& from, std::size_t questions, std::uint64_t span = 0,
                       Kind kind = Kind::positive) {
    std::size_t out = 0;
    for (std::size_t i = 0; i < questions; ++i) {
      out += table.take(from, kind, ten, now) ? 1U : 0U;
      now += span / questions;
    }
    return out;
  }
};

}  // namespace

TEST_CASE("O-03 an address gets its burst at once, and then its rate in every second") {
  Bench bench;
  CHECK(bench.answered(v4(1), 1000) == 25);
  for (int i = 0; i < 5; ++i) CHECK(bench.answered(v4(1), 1000, second) == Approx(10).margin(1));
  bench.now += 10 * second;
  CHECK(bench.answered(v4(1), 1000) == 25);
}

TEST_CASE("a network of three addresses' rate gets three answers, not a fourth by rounding") {
  RateTable table{64, SipKey{7}};
  constexpr Rate rate{.responses = 184, .burst = 1};  // 5,434,782 ns for each: a multiple of three
  std::size_t answered = 0;
  for (int i = 0; i < 8; ++i) {  // of eight /64 in one /56
    const Address from = *parse_address("2001:db8:0:" + std::to_string(i) + "::1");
    answered += table.take(from, Kind::positive, rate, 5 * second) ? 1U : 0U;
  }
  CHECK(answered == 3);
}

TEST_CASE("who stays within its rate is never limited") {
  Bench bench;
  CHECK(bench.answered(v4(1), 600, 60 * second) == 600);
}

TEST_CASE("O-03 the flood of one costs another address nothing") {
  Bench bench;
  bench.answered(v4(1), 100000);
  CHECK(bench.answered(v4(2), 25) == 25);
  CHECK(bench.answered(*parse_address("2001:db8::1"), 25) == 25);
}

TEST_CASE("O-08 answers without data are counted by themselves") {
  Bench bench;
  CHECK(bench.answered(v4(1), 1000, 0, Kind::negative) == 25);
  CHECK(bench.answered(v4(1), 1000, 0, Kind::positive) == 25);
}

TEST_CASE("a network gets a multiple of what an address gets") {
  Bench bench;
  std::size_t of_24 = 0;
  for (unsigned host = 0; host < 256; ++host) of_24 += bench.answered(v4(host), 100);
  CHECK(of_24 == 25 * 32);
  bench.now += 100 * second;
  std::size_t of_64 = 0;
  for (int host = 1; host < 9; ++host)
    of_64 += bench.answered(*parse_address("2001:db8::" + std::to_string(host)), 100);
  CHECK(of_64 == 25 * 2);
}

TEST_CASE("those who ask most keep their buckets among more sources than there is room for") {
  RateTable table{1, SipKey{7}};  // eight buckets in all; each address needs four
  std::size_t heavy = 0, light = 0;
  std::uint64_t now = 0;
  for (unsigned i = 0; i < 10000; ++i) {
    now += second / 1000;
    heavy += table.take(v4(1), Kind::positive, ten, now) ? 1U : 0U;
    if (i % 10 == 0) light += table.take(v4(1U << 16 | i << 6), Kind::positive, ten, now) ? 1U : 0U;
  }
  CHECK(heavy < 500);    // of 10,000 in ten seconds: 125 with room for all
  CHECK(light == 1000);  // nobody pays for somebody else
}

TEST_CASE("X-15 a bucket that was left alone for days is empty, whatever its time looks like by then") {
  Bench bench;
  bench.answered(v4(1), 100);
  for (int days = 1; days < 400; ++days) {
    bench.now += 24 * 3600 * second;
    CHECK(bench.answered(v4(1), 5) == 5);
  }
}

TEST_CASE("X-15 shortly before times wrap nobody loses his bucket while others were never used") {
  RateTable table{1, SipKey{7}};
  const std::uint64_t now = (std::uint64_t{1} << 48) - 2 * second;
  for (int i = 0; i < 10; ++i) CHECK(table.take(v4(1), Kind::positive, {10, 10}, now));
  CHECK(table.take(v4(1U << 16), Kind::positive, {10, 10}, now));
  CHECK_FALSE(table.take(v4(1), Kind::positive, {10, 10}, now));
}

TEST_CASE("the longest burst there may be is given at once, and no more") {
  constexpr std::uint32_t day = 86'400;
  RateTable table(64, SipKey{1});
  std::uint32_t given = 0;
  for (std::uint32_t i = 0; i < day + 100; ++i)
    given += table.take(*parse_address("192.0.2.1"), RateTable::Kind::positive, {1, day}, 1) ? 1U : 0U;
  CHECK(given == day);
}

TEST_CASE("threads that share a table give away no more than the rate, but for what they lose in races") {
  RateTable table{64, SipKey{7}};
  std::vector<std::size_t> answered(2);
  std::vector<std::thread> threads;
  for (std::size_t& count : answered)
    threads.emplace_back([&] {
      for (std::uint64_t i = 0; i < 20000; ++i)
        count += table.take(v4(1), Kind::positive, {1000, 1000}, i * second / 20000) ? 1U : 0U;
    });
  for (std::thread& thread : threads) thread.join();
  // Clocks of the two are not in step here, so up to a second's worth each.
  CHECK(answered[0] + answered[1] >= 1000);
  CHECK(answered[0] + answered[1] <= 8000);
}
