// What throws on the publisher's thread, when memory runs out above all.
#include <atomic>
#include <catch2/catch.hpp>
#include <future>
#include <new>

#include "base/guard.h"
#include "publish/publisher.h"
#include "support/baked.h"

using namespace rota;
using namespace rota::test;

namespace {

std::unique_ptr<bake::World> one(bake::Slots& slots) {
  return world_of({pool("web", {member("192.0.2.1")}, {"www.lb.example."})}, slots);
}

std::uint64_t settled(publish::Publisher& publisher, Published<snapshot::Snapshot>& published) {
  std::promise<std::uint64_t> out;
  publisher.when_published([&] { out.set_value(published.edition()); });
  return out.get_future().get();
}

}  // namespace

TEST_CASE("A5 a configuration, a flip and a look that fail cost themselves, and the publisher goes on") {
  std::atomic<int> turned{0};
  Published<snapshot::Snapshot> published;
  publish::Publisher publisher(published, [&](const config::Config&, const bake::TurnedPool&) {
    if (++turned <= 2) throw std::bad_alloc();
  });
  bake::Slots slots;
  const std::uint64_t before = failures();
  std::atomic<int> asked{0};
  std::promise<std::uint64_t> adopted;
  publisher.adopt(1, one(slots), {{is_up}, {}}, [&](std::uint64_t edition) {
    if (++asked == 1) throw std::bad_alloc();
    adopted.set_value(edition);
  });
  CHECK(adopted.get_future().get() == 1);   // told again until it went through
  publisher.note(1, TargetId{0}, is_down);  // of which nobody can be told
  publisher.inspect([](const bake::World*) { throw std::bad_alloc(); });
  CHECK(settled(publisher, published) == 2);
  publisher.note(1, TargetId{0}, is_up);
  CHECK(settled(publisher, published) == 3);
  publisher.note(1, TargetId{0}, is_down);
  CHECK(settled(publisher, published) == 4);
  CHECK(turned == 3);
  std::promise<bool> looked;
  publisher.inspect([&](const bake::World* world) { looked.set_value(world != nullptr); });
  CHECK(looked.get_future().get());
  CHECK(failures() - before == 4);
}
