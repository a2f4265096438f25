// Menus as they lie in the image.
#include "snapshot/menu.h"

#include <catch2/catch.hpp>

#include "support/rdata.h"

using namespace rota;
using dns::Type;
using snapshot::Menu;
using snapshot::MenuDraft;

namespace {

MenuDraft::Line line_of(Type type, const std::vector<test::Octets>& rdata) {
  const test::ReadySet set(type, 60, rdata);
  return {set.count, set.record_size, set.bytes, {}};
}

std::vector<test::Octets> rdatas(const dns::RecordSet& set) {
  std::vector<test::Octets> out;
  for (const Bytes rdata : set) out.emplace_back(rdata.begin(), rdata.end());
  return out;
}

const test::Octets one{192, 0, 2, 1}, two{192, 0, 2, 2}, three{192, 0, 2, 3};

policy::Choice choose(const Menu& menu, std::uint64_t turn) {
  return policy::choose_by_turn(menu.plan(), turn);
}

}  // namespace

TEST_CASE("records of one length are turned: every rotation is one slice") {
  const auto block = snapshot::write_menu(
      {.lines = {line_of(Type::a, {one, two, three})}, .plan = policy::ByTurn{.turns_order = true}});
  const Menu menu(block.data());
  REQUIRE(menu.lines() == 1);
  for (std::uint64_t turn = 0; turn < 7; ++turn) {
    const auto choice = choose(menu, turn);
    std::vector<test::Octets> expected{one, two, three};
    std::rotate(expected.begin(), expected.begin() + static_cast<std::ptrdiff_t>(turn % 3), expected.end());
    CHECK(rdatas(menu.form(choice.line).set(Type::a, choice.rotation)) == expected);
    CHECK(menu.form(0).turned(choice.rotation).size() == 48);
  }
}

TEST_CASE("records of different lengths keep their order") {
  const std::vector<test::Octets> targets{test::wire("a.example"), test::wire("longer.example")};
  const auto block = snapshot::write_menu(
      {.lines = {line_of(Type::cname, targets)}, .plan = policy::ByTurn{.turns_order = true}});
  CHECK(rdatas(Menu(block.data()).form(0).set(Type::cname, 1)) == targets);
}

TEST_CASE("each line is where its cut says") {
  const auto block = snapshot::write_menu(
      {.lines = {line_of(Type::a, {one}), line_of(Type::a, {two}), line_of(Type::a, {three, one})},
       .plan = policy::ByTurn{.width = 6, .cuts = {0, 1, 4}}});
  const Menu menu(block.data());
  std::vector<std::uint8_t> firsts;
  for (std::uint64_t turn = 6; turn < 12; ++turn) {
    const auto form = menu.form(choose(menu, turn).line);
    firsts.push_back(form.set(Type::a, 0).first().back());
  }
  CHECK(firsts == std::vector<std::uint8_t>{1, 2, 2, 2, 3, 3});
  CHECK(menu.form(2).count() == 2);
}

TEST_CASE("an empty menu says what its absence means") {
  const auto block =
      snapshot::write_menu({.lines = {}, .empty = snapshot::Empty::servfail, .negative_ttl = 4});
  CHECK(Menu(block.data()).lines() == 0);
  CHECK(Menu(block.data()).empty() == snapshot::Empty::servfail);
  CHECK(Menu(block.data()).negative_ttl() == 4);
  CHECK(block.size() == 64);
}

TEST_CASE("a block is flat: a copy elsewhere reads the same") {
  const auto block = snapshot::write_menu(
      {.lines = {line_of(Type::a, {one}), line_of(Type::a, {two})},
       .plan = policy::ByTurn{.width = 5, .stride = 2, .turns_order = true, .cuts = {0, 3}}});
  const std::vector<std::byte> copy(block);
  for (std::uint64_t turn = 0; turn < 10; ++turn) {
    const auto a = choose(Menu(block.data()), turn), b = choose(Menu(copy.data()), turn);
    CHECK(a.line == b.line);
    CHECK(rdatas(Menu(block.data()).form(a.line).set(Type::a, a.rotation)) ==
          rdatas(Menu(copy.data()).form(b.line).set(Type::a, b.rotation)));
  }
}

TEST_CASE("a usual pool takes few cache lines: four addresses turned, four members weighted") {
  const auto four = line_of(Type::a, {one, two, three, one});
  CHECK(snapshot::write_menu({.lines = {four}}).size() <= 3 * 64);
  const auto single = line_of(Type::a, {one});
  CHECK(snapshot::write_menu({.lines = {single, single, single, single},
                              .plan = policy::ByTurn{.width = 4, .cuts = {0, 1, 2, 3}}})
            .size() <= 3 * 64);
}
