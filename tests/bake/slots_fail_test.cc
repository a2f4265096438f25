// Slots whose memory runs out: none is lost, and none is given twice.
#include <catch2/catch.hpp>
#include <new>
#include <set>
#include <string>

#include "bake/slots.h"
#include "failing/operator_new.h"

using rota::bake::Slots;
using rota::dns::Type;

namespace {

// Done again after it has failed, as its callers do.
template <class Work>
void insist(int fail_at, Work work) {
  try {
    const rota::test::FailingAt failing(static_cast<std::uint64_t>(fail_at));
    work();
  } catch (const std::bad_alloc&) {
    work();
  }
}

rota::TurnId get(Slots& slots, int key) {
  return slots.get("a key that is too long for a short string " + std::to_string(key),
                   key % 5 == 0 ? Type::cname : Type::aaaa);
}

}  // namespace

TEST_CASE("A5 slots are neither lost nor given twice when memory runs out") {
  for (int fail_at = 1; fail_at <= 12; ++fail_at) {
    CAPTURE(fail_at);
    Slots slots;
    std::uint64_t edition = 0;
    const auto bake = [&](int first, int last) {
      std::set<rota::TurnId> given;
      for (int key = first; key < last; ++key) {
        rota::TurnId slot;
        insist(fail_at, [&] { slot = get(slots, key); });
        CHECK(given.insert(slot).second);
        CHECK(get(slots, key) == slot);
      }
      ++edition;
      insist(fail_at, [&] { slots.retire(edition); });
      insist(fail_at, [&] { slots.reclaim(edition); });
    };
    bake(0, 100);
    bake(100, 200);
    const std::uint32_t count = slots.count();
    for (int round = 2; round < 20; ++round) bake(100 * round, 100 * round + 100);
    CHECK(slots.count() == count);  // what was retired is used again
  }
}
