#include "probe/checks/network_error.h"

#include <catch2/catch.hpp>
#include <cerrno>

using namespace rota;
using health::Evidence;
using health::Finding;

namespace {

const Address reachable = parse_address("127.0.0.1").value();
// Without a scope no system has a way to a link-local address.
const Address without_route = parse_address("fe80::1").value();

}  // namespace

TEST_CASE("H-04 a target that we cannot ask for want of something of our own is not judged") {
  for (const int error : {EMFILE, ENFILE, ENOBUFS, ENOMEM, ENETDOWN, EADDRNOTAVAIL, EPERM})
    CHECK(probe::network_error(error, reachable).evidence == Evidence::unsent);
}

TEST_CASE("H-04 without a route of our own a target is not judged") {
  for (const int error : {ENETUNREACH, EHOSTUNREACH, EINVAL, EACCES}) {
    const auto outcome = probe::network_error(error, without_route);
    CHECK(outcome.finding == Finding::inconclusive);
    CHECK(outcome.evidence == Evidence::unsent);
    CHECK_FALSE(outcome.timed_out);
  }
  CHECK(probe::network_error(ENETUNREACH, without_route).reason == "Network is unreachable");
}

TEST_CASE("H-04 what a router on the way says is the target's failure, though nothing was heard of it") {
  const auto outcome = probe::network_error(ENETUNREACH, reachable);
  CHECK(outcome.finding == Finding::fail);
  CHECK(outcome.reason == "connect: network unreachable");
  CHECK(outcome.evidence == Evidence::silent);
  CHECK(probe::network_error(EHOSTUNREACH, reachable).reason == "connect: no route");
}

TEST_CASE("H-03 a refused and a reset connection were heard, a timeout of the kernel's was not") {
  CHECK(probe::network_error(ECONNREFUSED, reachable).evidence == Evidence::heard);
  CHECK(probe::network_error(ECONNRESET, reachable).evidence == Evidence::heard);
  CHECK(probe::network_error(ETIMEDOUT, reachable).evidence == Evidence::silent);
}
