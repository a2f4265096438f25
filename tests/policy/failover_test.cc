// failover: the first ones in the order of the file, always the same.
#include <catch2/catch.hpp>

#include "policy/all.h"
#include "policy/shares.h"

using namespace rota::policy;

TEST_CASE("failover names the first member, or the first k, whatever the turn") {
  for (std::size_t members = 1; members <= 5; ++members)
    for (std::size_t answers = 0; answers <= 7; ++answers) {
      const Menu menu = menu_of(failover(), candidates(std::vector<std::uint32_t>(members, 3), answers));
      Line expected;
      for (std::size_t i = 0; i < std::clamp<std::size_t>(answers, 1, members); ++i)
        expected.push_back(CandidateId::at(i));
      CHECK(menu.lines == std::vector<Line>{expected});
      const Flat plan(menu.plan);
      for (std::uint64_t turn = 0; turn < 5; ++turn) {
        CHECK(choose_by_turn(plan.head(), turn).line == 0);
        CHECK(choose_by_turn(plan.head(), turn).rotation == 0);
      }
    }
}

TEST_CASE("a member without a weight now is passed over, wherever it stands") {
  Candidates three = candidates({1, 1, 1}, 2);
  three.members[CandidateId{0}].weight = 0;
  CHECK(menu_of(failover(), three).lines == std::vector<Line>{{CandidateId{1}, CandidateId{2}}});
  CHECK(menu_of(round_robin(), three).lines == std::vector<Line>{{CandidateId{1}, CandidateId{2}}});
  CHECK(menu_of(weighted(), three).lines.front() == Line{CandidateId{1}, CandidateId{2}});
}
