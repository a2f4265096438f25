// Configuration text to answers, held against a naive model, in worlds drawn by chance.
#include <catch2/catch.hpp>

#include "support/drawn_world.h"

using namespace rota;

TEST_CASE("C-12 nested zones with access lists answer as a naive model does") {
  Dice dice(14);
  for (int i = 0; i < 100; ++i) {
    const test::Octets octets = test::drawn_octets(dice);
    test::Draws draws(octets);
    test::DrawnWorld world(draws);
    while (!draws.is_empty()) {
      const std::string wrong = world.ask(draws);
      if (wrong.empty()) continue;
      for (const auto& [path, text] : world.files()) UNSCOPED_INFO(path + ":\n" + text);
      FAIL(wrong);
    }
  }
}
