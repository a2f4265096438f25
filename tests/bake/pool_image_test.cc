// The pools' image over many flips.
#include "bake/pool_image.h"

#include <catch2/catch.hpp>

#include "bake/encode.h"
#include "base/dice.h"
#include "support/configs.h"

using namespace rota;
using dns::Type;

namespace {

// A menu of one line that names `count` addresses ending in `mark`.
std::vector<bake::BakedMenu> menus(std::size_t count, std::uint8_t mark) {
  bake::BakedMenu out{Type::a, {}};
  snapshot::MenuDraft::Line line{static_cast<std::uint16_t>(count), 16, {}, {}};
  for (std::size_t i = 0; i < count; ++i)
    bake::append_record(line.records, Type::a, 5, std::vector<std::uint8_t>{192, 0, 2, mark});
  out.menu.lines.push_back(std::move(line));
  return {out};
}

bool answers(const snapshot::Image& image, snapshot::Link place, std::size_t count, std::uint8_t mark) {
  const auto form = image.menu(image.place(place)).form(0);
  return form.count() == count && form.turned(3).size() == count * 16 && form.turned(3).back() == mark;
}

}  // namespace

TEST_CASE("each pool's places answer from its own newest menu, whatever comes between") {
  constexpr std::uint32_t pools = 20;
  std::vector<dns::Name> owners;
  std::vector<bake::PoolName> names;
  for (std::uint32_t i = 0; i < pools * 2; ++i)
    owners.push_back(test::name("n" + std::to_string(i) + ".example."));
  for (std::uint32_t i = 0; i < pools * 2; ++i)
    names.push_back({owners[i], Type::a, PoolId{i / 2}, TurnId{i}});
  bake::PoolImage image(names, IdVector<PoolId, std::vector<bake::BakedMenu>>(pools, menus(1, 0)));
  std::vector<std::pair<std::size_t, std::uint8_t>> expected(pools, {1, 0});
  Dice dice(5);
  for (std::uint64_t edition = 1; edition < 5000; ++edition) {
    const auto pool = static_cast<std::uint32_t>(dice.roll() % pools);
    expected[pool] = {dice.roll() % 60 + 1, static_cast<std::uint8_t>(edition)};
    image.put(PoolId{pool}, menus(expected[pool].first, expected[pool].second));
    image.close(edition);
    image.reclaim(edition - dice.roll() % 2);
    for (std::uint32_t i = 0; i < pools * 2; ++i)
      REQUIRE(answers(*image.image(), image.places()[i], expected[i / 2].first, expected[i / 2].second));
  }
}

TEST_CASE("room that runs out is made anew, places and answers stay, the old image too") {
  const auto owner = test::name("a.example."), other = test::name("b.example.");
  const std::vector<bake::PoolName> names{{owner, Type::a, PoolId{0}, TurnId{7}},
                                          {other, Type::a, PoolId{1}, TurnId{8}}};
  bake::PoolImage image(names, {menus(2, 1), menus(3, 2)});
  image.list(image.places()[0]);
  const auto before = image.image();
  // Nobody reports an edition, so that nothing is ever free.
  for (int flips = 0; image.image() == before && flips < 1'000'000; ++flips)
    image.put(PoolId{0}, menus(60, 9));
  REQUIRE(image.image() != before);
  CHECK(answers(*image.image(), image.places()[0], 60, 9));
  CHECK(answers(*image.image(), image.places()[1], 3, 2));
  CHECK(answers(*before, image.places()[1], 3, 2));
  const snapshot::ImagePlace* found = image.image()->find(dns::hash(owner), owner, Type::a);
  REQUIRE(found != nullptr);
  CHECK(found->turn == TurnId{7});
}
