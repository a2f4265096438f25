// Ready sets: their records, and the names inside rdata.
#include "dns/record_set.h"

#include <catch2/catch.hpp>

#include "support/rdata.h"

using namespace rota;
using namespace rota::dns;

namespace {

std::vector<test::Octets> rdatas(const RecordSet& set) {
  std::vector<test::Octets> out;
  for (const Bytes rdata : set) out.emplace_back(rdata.begin(), rdata.end());
  return out;
}

}  // namespace

TEST_CASE("a compact set of equal rdatas is nothing but those, one after the other") {
  const test::Octets bytes{192, 0, 2, 1, 192, 0, 2, 2, 192, 0, 2, 3};
  const RecordSet set = compact_set(Type::a, 60, 3, 4, bytes.data());
  CHECK(rdatas(set) == std::vector<test::Octets>{{192, 0, 2, 1}, {192, 0, 2, 2}, {192, 0, 2, 3}});
  CHECK(set.ttl == 60);
}

TEST_CASE("a compact set of different rdatas has its lengths between them") {
  const test::Octets bytes{0, 2, 1, 'a', 0, 4, 3, 'b', 'c', 'd', 0, 0, 0, 1, 0};
  const RecordSet set = compact_set(Type::txt, 5, 4, 0, bytes.data());
  CHECK(rdatas(set) == std::vector<test::Octets>{{1, 'a'}, {3, 'b', 'c', 'd'}, {}, {0}});
}

TEST_CASE("a set in ready form gives the same rdatas, equally long or not") {
  const std::vector<test::Octets> equal{{192, 0, 2, 1}, {192, 0, 2, 2}};
  const std::vector<test::Octets> mixed{test::text("one"), test::text("three"), {}};
  const test::ReadySet addresses(Type::a, 30, equal);
  const test::ReadySet texts(Type::txt, 60, mixed);
  CHECK(rdatas(addresses.set()) == equal);
  CHECK(rdatas(texts.set()) == mixed);
  CHECK(addresses.set().size == 4);
  CHECK(addresses.set().ttl == 30);
  CHECK(texts.set().size == 0);
}

TEST_CASE("P-12 names are found inside rdata of the types of RFC 1035 alone") {
  CHECK(names_inside(Type::soa).names == 2);
  CHECK(names_inside(Type::mx).lead == 2);
  for (const Type type : {Type::ns, Type::cname, Type::ptr, Type::mx, Type::mb, Type::mg, Type::mr})
    CHECK(names_inside(type).names == 1);
  for (const Type type : {Type::srv, Type::dname, Type::svcb, Type::https, Type::rrsig, Type::nsec,
                          Type::naptr, Type::rp, Type::kx, Type::afsdb})
    CHECK(names_inside(type).names == 0);
}

TEST_CASE("a record that sends its reader on says where") {
  const auto target = [](Type type, const test::Octets& rdata) { return target_of(type, rdata); };
  CHECK(std::ranges::equal(target(Type::ns, test::wire("ns.example")), test::wire("ns.example")));
  CHECK(std::ranges::equal(target(Type::mx, test::mx(10, "mail.example")), test::wire("mail.example")));
  CHECK(std::ranges::equal(target(Type::srv, test::srv(80, "a.example")), test::wire("a.example")));
  CHECK(std::ranges::equal(target(Type::https, test::mx(1, "h.example")), test::wire("h.example")));
  CHECK(target(Type::cname, test::wire("x.example")).empty());
  CHECK(target(Type::txt, test::text("x")).empty());
}

TEST_CASE("rdata too short for its type leads nowhere") {
  for (const Type type : {Type::ns, Type::mx, Type::srv, Type::svcb})
    for (std::size_t size = 0; size < 8; ++size) CHECK(target_of(type, test::Octets(size, 1)).empty());
}

TEST_CASE("a type holds names where one of the two ways to find them finds some") {
  const std::vector<std::uint8_t> rdata{0, 0, 0, 0, 0, 0, 1, 'a', 0};
  for (std::uint32_t number = 0; number <= 0xFFFF; ++number) {
    const auto type = static_cast<Type>(number);
    const bool found = names_inside(type).names > 0 || !target_of(type, rdata).empty();
    if (holds_names(type) != found) FAIL(number);
  }
}
