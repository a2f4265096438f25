#include "health/certificate.h"

#include "health/boarding.h"

using namespace rota;
using namespace rota::test;
using std::chrono::hours;

namespace {

Outcome shown_until(WallTime expires) {
  Outcome out = passed();
  out.certificate_expires = expires;
  return out;
}

}  // namespace

TEST_CASE("the words for a certificate's end name the span and the time") {
  const WallTime now(seconds(1'700'000'000));
  CHECK(certificate_words(now + hours(13 * 24 + 5), now) ==
        "certificate expires in 13 days (2023-11-28T03:13:20.000Z)");
  CHECK(certificate_words(now + hours(47), now) == "certificate expires in 47 h (2023-11-16T21:13:20.000Z)");
  CHECK(certificate_words(now + std::chrono::minutes(59), now) ==
        "certificate expires in 59 min (2023-11-14T23:12:20.000Z)");
  CHECK(certificate_words(now, now) == "certificate expired at 2023-11-14T22:13:20.000Z");
}

TEST_CASE("a certificate expires soon from 14 days before its end") {
  const WallTime now(seconds(1'700'000'000));
  CHECK(expires_soon(now + hours(14 * 24) - seconds(1), now));
  CHECK_FALSE(expires_soon(now + hours(14 * 24), now));
  CHECK(expires_soon(now - hours(1), now));
}

TEST_CASE_METHOD(Boarding, "that a certificate expires soon is told once, with a warning, and its renewal") {
  const WallTime soon = clock.at + hours(10 * 24), later = clock.at + hours(90 * 24);
  add("192.0.2.1", {shown_until(soon), shown_until(soon), passed(), shown_until(later), shown_until(later)});
  adopt(1);
  run_until([&] { return check->starts["192.0.2.1"].size() > 6; });
  CHECK(told ==
        std::vector<std::string>{"192.0.2.1 up: 1/1 passes",
                                 "192.0.2.1 certificate expires in 10 days (2023-11-24T22:13:20.000Z)",
                                 "192.0.2.1 certificate renewed: it expires at 2024-02-12T22:13:20.000Z"});
  CHECK_THAT(log.text(),
             Catch::Contains("warning: member lb.example:web/192.0.2.1 (IPv4 192.0.2.1) certificate "
                             "expires in 10 days (2023-11-24T22:13:20.000Z)\n"));
  CHECK(board->statuses()[TargetId{0}].certificate_expires == later);
}

TEST_CASE_METHOD(Boarding, "the end of a certificate is told as time comes near it") {
  add("192.0.2.1", {shown_until(clock.at + hours(20 * 24))});
  adopt(1);
  run_until([&] { return check->starts["192.0.2.1"].size() > 2; });
  CHECK(told.size() == 1);  // that it is up
  clock.at += hours(7 * 24);
  run_until([&] { return told.size() == 2; });
  CHECK_THAT(told[1], Catch::Contains("certificate expires in 13 days"));
}
