// How the block is laid out: few cache lines to a hit, few octets to a name.
#include "snapshot/zones_writer.h"

#include <catch2/catch.hpp>

#include "support/zone_builder.h"

using namespace rota;
using namespace rota::snapshot;
using dns::Type;
using test::ZoneBuilder;

namespace {

// Names with this many A each, in a zone of the usual kind.
std::shared_ptr<const Zones> hosts(int count, std::uint8_t addresses, const std::string& apex) {
  ZonesWriter writer(static_cast<std::size_t>(count));
  writer.begin_zone(test::lowered(apex), ZoneId{0}, test::shared_counters);
  const auto soa = test::soa("ns", "host", 60);
  writer.begin_node(test::lowered(apex));
  writer.add_set(Type::soa, 60, std::vector<Bytes>{soa});
  writer.end_node();
  std::vector<test::Octets> rdatas;
  for (std::uint8_t i = 0; i < addresses; ++i) rdatas.push_back({192, 0, 2, i});
  const std::vector<Bytes> set(rdatas.begin(), rdatas.end());
  for (int i = 0; i < count; ++i) {
    writer.begin_node(test::lowered("host" + std::to_string(i) + "." + apex));
    writer.add_set(Type::a, 60, set);
    writer.end_node();
  }
  writer.end_zone();
  return std::make_shared<const Zones>(writer.finish());
}

// The lines of the block, by number, that these octets lie in.
std::size_t lines(const Zones& zones, const std::uint8_t* from, const std::uint8_t* to) {
  const auto line = [&](const std::uint8_t* at) {
    return static_cast<std::size_t>(at - zones.block().data()) / cache_line;
  };
  return line(to - 1) - line(from) + 1;
}

std::size_t lines_of_table(const Zones& zones, const dns::Name& name) {
  const auto head = load<ZonesHead>(zones.block().data());
  const std::uint64_t hash = dns::hash(name);
  const auto* table = zones.block().data() + head.table;
  const auto place = place_of(zones.block().data(), table, head.lines, hash, name, any_zone);
  std::size_t at = home_of(hash, head.lines) * entries_a_line;
  std::size_t seen = 0;
  while (load<Entry>(table + at * sizeof(Entry)).place != place) {
    at = (at + 1) % (head.lines * entries_a_line);
    ++seen;
  }
  return seen / entries_a_line + 1;
}

}  // namespace

TEST_CASE("a hit of a usual name with four addresses touches a line of the table and two of its node") {
  for (const std::string apex : {"example", "big.example", "a-longer-name.of-a-zone.example"}) {
    const int count = 20000;
    const auto zones = hosts(count, 4, apex);
    CHECK(reinterpret_cast<std::uintptr_t>(zones->block().data()) % cache_line == 0);
    CHECK(load<ZonesHead>(zones->block().data()).table % cache_line == 0);
    int overflown = 0;
    for (int i = 0; i < count; ++i) {
      const auto name = test::lowered("host" + std::to_string(i) + "." + apex);
      const auto node = zones->hit(dns::hash(name), name);
      REQUIRE(node);
      const auto set = node->find(Type::a)->set;
      REQUIRE(set.count == 4);
      if (lines(*zones, node->name().data() - sizeof(NodeHead), set.rdata + 16) > 2) FAIL(name.text());
      overflown += lines_of_table(*zones, name) > 1;
    }
    CHECK(overflown < count / 25);  // the table's line was full
  }
}

TEST_CASE("a node lies over one line more than it needs only where the gap would be wide") {
  const auto zones = hosts(1000, 10, "example");  // 8 + 17 + 12 + 40 octets and their like: over 64
  for (int i = 0; i < 1000; ++i) {
    const auto name = test::lowered("host" + std::to_string(i) + ".example");
    const auto node = zones->hit(dns::hash(name), name);
    const auto set = node->find(Type::a)->set;
    CHECK(lines(*zones, node->name().data() - sizeof(NodeHead), set.rdata + 40) == 2);
  }
}

TEST_CASE("a quarter of a million names take no more than 64 octets each and 4 MiB of table") {
  const int count = 250000;
  const auto zones = hosts(count, 4, "big.example");
  const auto head = load<ZonesHead>(zones->block().data());
  CHECK(head.lines * cache_line <= std::size_t{4} << 20);
  CHECK(head.table <= std::size_t{count} * 64 + 4096);
  CHECK(zones->block().size() == head.table + head.lines * cache_line);
}

TEST_CASE("more names than were told of are taken, those between among them") {
  auto builder = ZoneBuilder::usual("example");
  for (int i = 0; i < 3000; ++i)
    builder.add("a." + std::to_string(i) + ".b." + std::to_string(i % 7), Type::a, {192, 0, 2, 1});
  const auto zones = test::zones_of({builder});
  const auto apex = test::wire("example");
  for (int i = 0; i < 3000; ++i) {
    const auto deepest = test::lowered("a." + std::to_string(i) + ".b." + std::to_string(i % 7) + ".example");
    for (auto name = deepest.view(); name.size() >= apex.size(); name = dns::parent(name))
      if (!zones->hit(dns::hash(name), name)) FAIL(dns::text(name));
  }
}

TEST_CASE("without any zone nothing is found") {
  const auto none = ZonesWriter().finish();
  CHECK(none.size() == 0);
  CHECK(none.find(test::lowered("example"), Type::a).match == Match::foreign);
  CHECK(none.find(test::lowered("."), Type::ds).match == Match::foreign);
}
