// Configuration text -> load -> bake -> answers, of several zones with access lists, held
// against a naive model. The octets draw the world and the questions.
#include "support/drawn_world.h"
#include "support/require.h"

using namespace rota;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  test::Draws draws({data, size});
  test::DrawnWorld world(draws);
  constexpr int most = 100;  // questions
  for (int i = 0; i < most && !draws.is_empty(); ++i)
    test::require(world.ask(draws).empty(), "every answer is that of the model");
  return 0;
}
