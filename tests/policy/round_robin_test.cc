// round_robin: everyone, turned by one each time.
#include <catch2/catch.hpp>

#include "policy/all.h"
#include "policy/shares.h"

using namespace rota::policy;

namespace {

Candidates of(std::size_t members, std::size_t answers = 0) {
  return candidates(std::vector<std::uint32_t>(members, 1), answers);
}

}  // namespace

TEST_CASE("round_robin names every member in each answer, and each first in turn") {
  for (std::size_t members = 1; members <= 16; ++members) {
    const Menu menu = menu_of(round_robin(), of(members));
    REQUIRE(menu.lines.size() == 1);
    const Flat plan(menu.plan);
    for (const std::uint64_t start :
         {std::uint64_t{0}, std::uint64_t{5}, std::uint64_t{0x7FFF'FFFF'FFFF'0001}}) {
      std::size_t before = sent(menu, plan, start)[0].value;
      for (std::uint64_t turn = start + 1; turn < start + 3 * members; ++turn) {
        const Line set = sent(menu, plan, turn);
        REQUIRE(set.size() == members);
        REQUIRE(set[0].value == (before + 1) % members);
        before = set[0].value;
      }
    }
  }
}

TEST_CASE("a smaller window moves on by one and names everyone equally often") {
  for (std::size_t members = 2; members <= 20; ++members)
    for (std::size_t answers = 1; answers < members; ++answers) {
      const Menu menu = menu_of(round_robin(), of(members, answers));
      REQUIRE(menu.lines.size() == (answers == members ? 1 : members));
      const Shares shares = count(menu, members, members * answers + 3, members * 2);
      REQUIRE_FALSE(shares.twice);
      REQUIRE(shares.well_formed);
      CHECK(shares.first == std::vector<std::uint64_t>(members, 2));
      CHECK(shares.named == std::vector<std::uint64_t>(members, 2 * answers));
    }
}

TEST_CASE("P-95 more than sixteen members turn in a window of sixteen unless answers says otherwise") {
  CHECK(menu_of(round_robin(), of(17)).lines[0].size() == 16);
  CHECK(menu_of(round_robin(), of(16)).lines.size() == 1);
  CHECK(menu_of(round_robin(), of(40, 40)).lines[0].size() == 40);
  CHECK(menu_of(round_robin(), of(3, 9)).lines[0].size() == 3);
}
