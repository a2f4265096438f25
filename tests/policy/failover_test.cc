// failover: the first ones in the order of the file, always the same.
#include <catch2/catch.hpp>

#include "policy/all.h"

using namespace rota::policy;

TEST_CASE("failover names the first member, or the first k, whatever the turn") {
  for (std::size_t members = 1; members <= 5; ++members)
    for (std::size_t answers = 0; answers <= 7; ++answers) {
      const Menu menu = make_failover({std::vector<std::uint32_t>(members, 3), answers});
      MemberSet expected;
      for (std::size_t i = 0; i < std::clamp<std::size_t>(answers, 1, members); ++i) expected.push_back(i);
      CHECK(menu.lines == std::vector<MemberSet>{expected});
      for (std::uint64_t turn = 0; turn < 5; ++turn) {
        CHECK(choose(menu.draw, menu.cuts, turn).line == 0);
        CHECK(choose(menu.draw, menu.cuts, turn).rotation == 0);
      }
    }
}
