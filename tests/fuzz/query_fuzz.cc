// Request -> reply over a real snapshot, as UDP and as TCP would send it. Whatever
// comes in, what goes out keeps the promises of support/promises.h.
// Ids: C-07 P-46
#include "support/judged.h"
#include "support/require.h"

using namespace rota;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static test::Judged judged(1);
  for (const auto way : test::all_ways) {
    judged.answer({data, size}, way);
    const char* const broken = judged.broken({data, size}, way);
    test::require(broken == nullptr, broken);
  }
  return 0;
}
