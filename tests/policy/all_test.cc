// The list of policies.
#include "policy/all.h"

#include <catch2/catch.hpp>

#include "policy/shares.h"

using namespace rota;
using namespace rota::policy;

TEST_CASE("the list has every policy, each makes a menu of at least one line") {
  CHECK(all_policies().size() == 3);
  for (const auto& [name, kind] : all_policies()) {
    CAPTURE(name);
    const Menu menu = menu_of(kind, candidates({2, 1}));
    REQUIRE_FALSE(menu.lines.empty());
    CHECK(menu.lines[0].size() == (kind.rotates_all ? 2 : 1));
  }
  CHECK(all_policies().at("weighted").uses_weights);
  CHECK_FALSE(all_policies().at("round_robin").uses_weights);
}
