#include "bake/zone_baker.h"

#include <catch2/catch.hpp>

#include "support/configs.h"

using namespace rota;
using dns::Type;
using snapshot::Match;

namespace {

const std::vector<std::uint8_t> address{192, 0, 2, 1};

// The zone lb.example alone.
class Baked {
 public:
  explicit Baked(std::shared_ptr<zonefile::ZoneRecords> records, std::vector<bake::PoolPlace> places = {}) {
    IdVector<ZoneId, config::ZoneConfig> zones;
    zones.push_back({test::name("lb.example."), std::move(records), {}});
    zones_ = bake::bake_zones(zones, {}, IdVector<ZoneId, std::vector<bake::PoolPlace>>(1, std::move(places)),
                              IdVector<ZoneId, CounterId>(1, {1}))
                 .zones;
    CHECK(zones[ZoneId{0}].records == nullptr);
  }
  snapshot::Found find(const dns::Name& name) const { return zones_->find(name, Type::a); }
  snapshot::Zone zone() const { return zones_->at(ZoneSlot{0}); }

 private:
  std::shared_ptr<const snapshot::Zones> zones_;
};

bake::BakedZones bake_both(config::ZoneConfig one, config::ZoneConfig other,
                           const snapshot::AccessList& server = {}) {
  IdVector<ZoneId, config::ZoneConfig> zones;
  zones.push_back(std::move(one));
  zones.push_back(std::move(other));
  return bake::bake_zones(zones, server, IdVector<ZoneId, std::vector<bake::PoolPlace>>(2),
                          IdVector<ZoneId, CounterId>(2));
}

}  // namespace

TEST_CASE("an empty name between two others exists, without data") {
  auto records = test::apex_records();
  test::add_owner(*records, "a.b.c.lb.example.", {{Type::a, address}});
  const Baked baked(records);
  const auto found = baked.find(test::name("b.c.lb.example."));
  CHECK(found.match == Match::hit);
  CHECK(found.node->is_empty());
  CHECK(baked.find(test::name("x.c.lb.example.")).match == Match::nothing);
}

TEST_CASE("names below a delegation are hidden but there for glue") {
  auto records = test::apex_records();
  test::add_owner(*records, "sub.lb.example.", {{Type::ns, test::wire("ns.sub.lb.example.")}});
  test::add_owner(*records, "ns.sub.lb.example.", {{Type::a, address}});
  const Baked baked(records);
  CHECK(baked.find(test::name("sub.lb.example.")).match == Match::cut);
  const auto below = baked.find(test::name("ns.sub.lb.example."));
  CHECK(below.match == Match::cut);
  CHECK(below.node->name().size() == test::wire("sub.lb.example.").size());
  CHECK(baked.zone().node(test::name("ns.sub.lb.example."))->find(Type::a));
}

TEST_CASE("names below a DNAME are hidden, its owner is not") {
  auto records = test::apex_records();
  test::add_owner(*records, "old.lb.example.",
                  {{Type::a, address}, {Type::dname, test::wire("new.lb.example.")}});
  test::add_owner(*records, "x.old.lb.example.", {{Type::a, address}});
  const Baked baked(records);
  CHECK(baked.find(test::name("old.lb.example.")).match == Match::hit);
  CHECK(baked.find(test::name("x.old.lb.example.")).match == Match::dname);
}

TEST_CASE("a pool's name stands beside static records, with its place") {
  auto records = test::apex_records();
  test::add_owner(*records, "www.lb.example.", {{Type::txt, {1, 'x'}}});
  const dns::Name www = test::name("www.lb.example.");
  const dns::Name star = test::name("*.lb.example.");
  const std::vector<bake::PoolPlace> places{{www, Type::a, 7}, {www, Type::aaaa, 8}, {star, Type::a, 9}};
  const Baked baked(records, places);
  const auto answers = baked.find(www).node->find(Type::aaaa);
  REQUIRE(answers);
  CHECK(answers->from_pool);
  CHECK(answers->place == 8);
  CHECK(baked.find(www).node->find(Type::txt)->set.count == 1);
  CHECK(baked.find(test::name("other.lb.example.")).match == Match::wildcard);
}

TEST_CASE("zones are baked in any order, the deeper one answers for a name of both") {
  const auto parent = test::apex_records();
  test::add_owner(*parent, "sub.lb.example.", {{Type::ns, test::wire("ns.sub.lb.example.")}});
  test::add_owner(*parent, "ns.sub.lb.example.", {{Type::a, {192, 0, 2, 7}}});
  const auto child = std::make_shared<zonefile::ZoneRecords>();
  test::add_owner(*child, "sub.lb.example.", {{Type::txt, {1, 'x'}}});
  test::add_owner(*child, "ns.sub.lb.example.", {{Type::a, {192, 0, 2, 8}}});
  const auto baked =
      bake_both({test::name("lb.example."), parent, {}}, {test::name("sub.lb.example."), child, {}});
  const auto found = baked.zones->find(test::name("ns.sub.lb.example."), Type::a);
  REQUIRE(found.match == Match::hit);
  CHECK(found.node->find(Type::a)->set.first().back() == 8);
}

TEST_CASE("each zone knows its id and keeps its access list, however deep it lies") {
  const snapshot::AccessList closed{{*parse_prefix("192.0.2.0/24")}};
  const Address inside = *parse_address("192.0.2.9"), outside = *parse_address("198.51.100.9");
  const bake::BakedZones baked =
      bake_both({test::name("example."), nullptr, {}, closed}, {test::name("deep.lb.example."), nullptr, {}});
  const auto zone_at = [&](const char* name) {
    return baked.zones->zone_of(*baked.zones->find(test::name(name), Type::a).node);
  };
  CHECK(zone_at("example.").id() == ZoneId{0});
  CHECK(zone_at("deep.lb.example.").id() == ZoneId{1});
  const auto may_query = [&](const char* name, const Address& client) {
    return baked.access.may_query(client, zone_at(name).apex_node().zone());
  };
  CHECK_FALSE(baked.access.is_open());
  CHECK(may_query("example.", inside));
  CHECK_FALSE(may_query("example.", outside));
  CHECK(may_query("deep.lb.example.", outside));
}

TEST_CASE("the negative TTL is the lesser of the SOA's own and its minimum") {
  CHECK(Baked(test::apex_records()).zone().negative_ttl() == 60);
}

TEST_CASE("thousands of names are all found again") {
  auto records = test::apex_records();
  for (int i = 0; i < 5000; ++i)
    test::add_owner(*records, "h" + std::to_string(i) + ".d.lb.example.", {{Type::a, address}});
  const Baked baked(records);
  for (int i = 0; i < 5000; ++i)
    REQUIRE(baked.find(test::name("h" + std::to_string(i) + ".d.lb.example.")).node->find(Type::a));
  CHECK(baked.find(test::name("h5000.d.lb.example.")).match == Match::nothing);
}
