// One name in two zones of ours: a child's and its parent's.
#include <catch2/catch.hpp>

#include "snapshot/zones.h"
#include "support/zone_builder.h"

using namespace rota;
using namespace rota::snapshot;
using dns::Type;
using test::lowered;
using test::wire;
using test::ZoneBuilder;

namespace {

const test::Octets of_parent{192, 0, 2, 1};
const test::Octets of_child{192, 0, 2, 2};

ZoneBuilder parent() {
  return ZoneBuilder::usual("example")
      .add("sub", Type::ns, wire("ns.sub.example"))
      .add("sub", Type::ds, {0, 1, 8, 2, 0xAB})
      .add("ns.sub", Type::a, of_parent)
      .add("old.sub", Type::a, of_parent)
      .add("*.sub", Type::a, of_parent)
      .add("www", Type::a, of_parent);
}

ZoneBuilder child() {
  return ZoneBuilder::usual("sub.example")
      .add("ns", Type::a, of_child)
      .add("cut", Type::ns, wire("ns.cut.sub.example"))
      .add("ns.cut", Type::a, of_child);
}

std::shared_ptr<const Zones> both() { return test::zones_of({parent(), child()}); }

// The address a name has where it is found.
test::Octets address(const Found& found) {
  const auto answers = found.node->find(Type::a);
  return answers ? test::Octets(answers->set.first().begin(), answers->set.first().end()) : test::Octets();
}

}  // namespace

TEST_CASE("a name of both is the child's, in one look") {
  const auto in = both();
  const auto name = lowered("ns.sub.example");
  const auto hit = in->hit(dns::hash(name), name);
  REQUIRE(hit);
  CHECK(dns::text(in->zone_of(*hit).apex()) == "sub.example.");
  CHECK(hit->find(Type::a)->set.first().back() == of_child.back());
  CHECK(address(in->find(name, Type::a)) == of_child);
}

TEST_CASE("the child's apex is a hit in the child, whatever the parent has there") {
  const auto in = both();
  const auto name = lowered("sub.example");
  const auto hit = in->hit(dns::hash(name), name);
  REQUIRE(hit);
  CHECK(hit->is(Node::is_apex));
  CHECK(hit->find(Type::soa));
}

TEST_CASE("what only the parent has below the child's apex is never given but as glue") {
  // With a delegation in the parent or, as some forget, without one.
  const auto undelegated =
      ZoneBuilder::usual("example").add("old.sub", Type::a, of_parent).add("*.sub", Type::a, of_parent);
  for (const auto& in : {both(), test::zones_of({undelegated, child()})}) {
    const auto name = lowered("old.sub.example");
    CHECK_FALSE(in->hit(dns::hash(name), name));
    const Found found = in->find(name, Type::a);
    CHECK(found.match == Match::nothing);
    CHECK(dns::text(found.node->name()) == "sub.example.");
    CHECK(in->find(lowered("any.sub.example"), Type::a).match == Match::nothing);
    CHECK(in->find(lowered("*.sub.example"), Type::a).match == Match::nothing);
  }
}

TEST_CASE("each zone finds its own node of a name, an occluded one too") {
  const auto in = both();
  const auto name = lowered("ns.sub.example");
  const Zone inner = in->zone_of(*in->find(lowered("sub.example"), Type::a).node);
  const Zone outer = in->zone_of(*in->find(lowered("example"), Type::a).node);
  CHECK(inner.node(name)->find(Type::a)->set.first().back() == of_child.back());
  CHECK(outer.node(name)->find(Type::a)->set.first().back() == of_parent.back());
  CHECK(outer.node(name)->is(Node::is_occluded));
  CHECK_FALSE(inner.node(lowered("www.example")));
}

TEST_CASE("P-14 DS at the child's apex is the parent's, and only there") {
  const auto in = both();
  const Found ds = in->find(lowered("sub.example"), Type::ds);
  CHECK(ds.match == Match::cut);
  CHECK(ds.node->find(Type::ds));
  const Found cut = in->find(lowered("cut.sub.example"), Type::ds);
  CHECK(cut.match == Match::cut);
  CHECK(dns::text(in->zone_of(*cut.node).apex()) == "sub.example.");
  const auto alone = test::zones_of({child()});
  CHECK(alone->find(lowered("sub.example"), Type::ds).match == Match::hit);
}

TEST_CASE("a broken child answers for its names, a broken parent for what is not the child's") {
  const auto inner = test::zones_of({parent(), ZoneBuilder::broken("sub.example")});
  for (const char* name : {"sub.example", "ns.sub.example", "any.sub.example"}) {
    CAPTURE(name);
    CHECK(inner->find(lowered(name), Type::a).match == Match::broken);
    CHECK_FALSE(inner->hit(dns::hash(lowered(name)), lowered(name)));
  }
  CHECK(inner->find(lowered("sub.example"), Type::ds).node->find(Type::ds));
  CHECK(inner->find(lowered("www.example"), Type::a).match == Match::hit);
  const auto outer = test::zones_of({ZoneBuilder::broken("example"), child()});
  CHECK(outer->find(lowered("www.example"), Type::a).match == Match::broken);
  CHECK(outer->find(lowered("sub.example"), Type::ds).match == Match::broken);
  CHECK(outer->find(lowered("ns.sub.example"), Type::a).match == Match::hit);
}

TEST_CASE("a zone between, a zone far below and the root each keep their own") {
  const auto deep = ZoneBuilder::usual("a.b.sub.example").add("x", Type::a, of_child);
  const auto root = ZoneBuilder::usual(".")
                        .add("x.a.b.sub.example.", Type::a, of_parent)
                        .add("com", Type::ns, wire("ns.com"));
  const auto in = test::zones_of({root, parent(), deep, child()});
  CHECK(address(in->find(lowered("x.a.b.sub.example"), Type::a)) == of_child);
  CHECK(in->find(lowered("b.sub.example"), Type::a).match == Match::nothing);  // the child knows of none
  CHECK(in->find(lowered("x.com"), Type::a).match == Match::cut);
  CHECK(in->find(lowered("org"), Type::a).match == Match::nothing);
  const Found ds = in->find(lowered("a.b.sub.example"), Type::ds);
  CHECK(ds.match == Match::nothing);
  CHECK(dns::text(ds.node->name()) == "sub.example.");
}

TEST_CASE("ten thousand zones within one another's parent are found, and so are the parent's names") {
  auto top = ZoneBuilder::usual("example");
  std::vector<ZoneBuilder> many;
  for (int i = 0; i < 10000; ++i) {
    const std::string label = "z" + std::to_string(i);
    top.add(label, Type::ns, wire("ns." + label + ".example")).add("ns." + label, Type::a, of_parent);
    many.push_back(ZoneBuilder::usual(label + ".example").add("ns", Type::a, of_child));
  }
  many.push_back(top);
  const auto in = test::zones_of(std::move(many));
  for (int i = 0; i < 10000; ++i) {
    const auto name = lowered("ns.z" + std::to_string(i) + ".example");
    if (address(in->find(name, Type::a)) != of_child) FAIL(name.text());
    if (!in->hit(dns::hash(name), name)) FAIL(name.text());
  }
}
