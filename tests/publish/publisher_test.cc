#include "publish/publisher.h"

#include <catch2/catch.hpp>
#include <future>

#include "support/baked.h"

using namespace rota;
using namespace rota::test;

namespace {

std::unique_ptr<bake::World> two(bake::Slots& slots) {
  return world_of({pool("web", {member("192.0.2.1"), member("192.0.2.2")}, {"www.lb.example."})}, slots);
}

// Hands a world over and waits until it is published.
std::uint64_t adopt(publish::Publisher& publisher, std::uint64_t generation,
                    std::unique_ptr<bake::World> next, health::TargetHealths health) {
  std::promise<std::uint64_t> done;
  publisher.adopt(generation, std::move(next), {std::move(health), {}},
                  [&](std::uint64_t edition) { done.set_value(edition); });
  return done.get_future().get();
}

// What is answered, once `edition` or a later one is published.
std::size_t members_named(Published<snapshot::Snapshot>& published, std::uint64_t edition) {
  while (published.edition() < edition) std::this_thread::yield();
  Published<snapshot::Snapshot>::Reader reader(published);
  return members_at(*reader.get(), "www.lb.example.");
}

}  // namespace

TEST_CASE("a world is published with what is known at the moment of the swap") {
  Published<snapshot::Snapshot> published;
  publish::Publisher publisher(published);
  bake::Slots slots;
  const auto edition = adopt(publisher, 1, two(slots), {is_up, is_down});
  CHECK(edition == 1);  // no dead member was ever given, not even for a moment
  CHECK(members_named(published, 1) == 1);
}

TEST_CASE("a flip is published") {
  Published<snapshot::Snapshot> published;
  publish::Publisher publisher(published);
  bake::Slots slots;
  adopt(publisher, 1, two(slots), {is_up, is_up});
  publisher.note(1, TargetId{0}, is_down);
  CHECK(members_named(published, 2) == 1);
  publisher.note(1, TargetId{0}, is_up);
  CHECK(members_named(published, 3) == 2);
}

TEST_CASE("all that was noted is published before it says so") {
  Published<snapshot::Snapshot> published;
  publish::Publisher publisher(published);
  bake::Slots slots;
  adopt(publisher, 1, two(slots), {is_up, is_up});
  publisher.note(1, TargetId{0}, is_down);
  std::promise<std::uint64_t> settled;
  publisher.when_published([&] { settled.set_value(published.edition()); });
  CHECK(settled.get_future().get() == 2);
}

TEST_CASE("a flip of another generation is ignored") {
  Published<snapshot::Snapshot> published;
  publish::Publisher publisher(published);
  bake::Slots slots;
  adopt(publisher, 1, two(slots), {is_up, is_up});
  adopt(publisher, 2, two(slots), {is_up, is_up});
  publisher.note(1, TargetId{0}, is_down);
  const auto edition = adopt(publisher, 3, two(slots), {is_up, is_up});  // all notes before it have been read
  CHECK(edition == 3);
  CHECK(members_named(published, edition) == 2);
}

TEST_CASE("readers see whole menus while flips come fast") {
  Published<snapshot::Snapshot> published;
  publish::Publisher publisher(published);
  bake::Slots slots;
  adopt(publisher, 1, two(slots), {is_up, is_up});
  std::atomic<bool> done{false};
  std::thread reader_thread([&] {
    Published<snapshot::Snapshot>::Reader reader(published);
    while (!done) {
      const snapshot::Form form = menu_of(*reader.get(), "www.lb.example.").form(0);
      const auto set = form.set(dns::Type::a, 1);
      if (form.turned(1).size() != form.count() * std::size_t{16} || set.first()[0] != 192) std::abort();
    }
  });
  for (int i = 0; i < 20; ++i) {
    publisher.note(1, TargetId{1}, i % 2 == 0 ? is_down : is_up);
    publisher.note(1, TargetId{0}, i % 3 == 0 ? is_down : is_up);
    std::this_thread::yield();
  }
  publisher.note(1, TargetId{0}, is_up);
  publisher.note(1, TargetId{1}, is_down);
  const auto edition = adopt(publisher, 2, two(slots), {is_up, is_down});
  CHECK(members_named(published, edition) == 1);
  done = true;
  reader_thread.join();
}

TEST_CASE("who looks at the running world sees all that was noted") {
  Published<snapshot::Snapshot> published;
  publish::Publisher publisher(published);
  bake::Slots slots;
  std::promise<bool> before;
  publisher.inspect([&](const bake::World* world) { before.set_value(world == nullptr); });
  CHECK(before.get_future().get());
  adopt(publisher, 1, two(slots), {is_up, is_up});
  publisher.note(1, TargetId{0}, is_down);
  std::promise<std::uint64_t> edition;
  publisher.inspect(
      [&](const bake::World* world) { edition.set_value(world != nullptr ? published.edition() : 0); });
  CHECK(edition.get_future().get() == 2);
}

TEST_CASE("the operator's word is published by the time it is acknowledged") {
  Published<snapshot::Snapshot> published;
  publish::Publisher publisher(published);
  bake::Slots slots;
  adopt(publisher, 1, two(slots), {is_up, is_up});
  std::promise<std::uint64_t> drained;
  publisher.override_member(1, {.of = {PoolId{0}, MemberId{0}}, .admin = config::Admin::drain},
                            [&](std::uint64_t edition, const bake::World* world) {
                              const bool heeded = world != nullptr && published.edition() == edition;
                              drained.set_value(heeded ? edition : 0);
                            });
  CHECK(drained.get_future().get() == 2);
  CHECK(members_named(published, 2) == 1);
}

TEST_CASE("a word on a member of another generation is ignored") {
  Published<snapshot::Snapshot> published;
  publish::Publisher publisher(published);
  bake::Slots slots;
  adopt(publisher, 2, two(slots), {is_up, is_up});
  std::promise<bool> ignored;
  publisher.override_member(
      1, {.of = {PoolId{0}, MemberId{0}}, .admin = config::Admin::drain},
      [&](std::uint64_t, const bake::World* world) { ignored.set_value(world == nullptr); });
  CHECK(ignored.get_future().get());
  CHECK(members_named(published, 1) == 2);
}

TEST_CASE("a world is published with what the operator had said by the moment of the swap") {
  Published<snapshot::Snapshot> published;
  publish::Publisher publisher(published);
  bake::Slots slots;
  std::promise<std::uint64_t> done;
  publisher.adopt(1, two(slots),
                  {{is_up, is_up}, {{.of = {PoolId{0}, MemberId{1}}, .admin = config::Admin::down}}},
                  [&](std::uint64_t edition) { done.set_value(edition); });
  CHECK(done.get_future().get() == 1);  // it was never given, not even for a moment
  CHECK(members_named(published, 1) == 1);
}

TEST_CASE("words of two threads and flips reach a reader that reads all the time") {
  Published<snapshot::Snapshot> published;
  publish::Publisher publisher(published);
  bake::Slots slots;
  adopt(publisher, 1, two(slots), {is_up, is_up});
  std::atomic<bool> done{false};
  std::thread reader_thread([&] {
    Published<snapshot::Snapshot>::Reader reader(published);
    while (!done)
      if (menu_of(*reader.get(), "www.lb.example.").form(0).count() > 2) std::abort();
  });
  std::atomic<int> heard{0};
  const auto speak = [&](std::uint32_t member) {
    for (int i = 0; i < 20; ++i)
      publisher.override_member(
          1, {.of = {PoolId{0}, MemberId{member}}, .weight = 1U + static_cast<unsigned>(i % 3)},
          [&](std::uint64_t, const bake::World*) { ++heard; });
  };
  std::thread other([&] { speak(1); });
  speak(0);
  publisher.note(1, TargetId{1}, is_down);
  other.join();
  std::promise<void> settled;
  publisher.when_published([&] { settled.set_value(); });
  settled.get_future().get();
  CHECK(heard == 40);
  CHECK(members_named(published, 1) == 1);
  done = true;
  reader_thread.join();
}

TEST_CASE("a pool that comes to be all down is told once, and so is its end, and a reload tells neither") {
  Published<snapshot::Snapshot> published;
  std::vector<std::pair<std::uint32_t, bool>> told;  // read once the publisher is idle
  publish::Publisher publisher(published, [&](const config::Config&, const bake::TurnedPool& turned) {
    CHECK(turned.now.down.v4 == turned.now.down.all);  // the one family that the pool has
    told.emplace_back(turned.pool.value, turned.now.down.all);
  });
  const auto settle = [&] {
    std::promise<void> settled;
    publisher.when_published([&] { settled.set_value(); });
    settled.get_future().get();
  };
  bake::Slots slots;
  adopt(publisher, 1, two(slots), {is_up, is_up});
  publisher.note(1, TargetId{0}, is_down);
  settle();
  CHECK(told.empty());
  publisher.note(1, TargetId{1}, is_down);
  publisher.note(1, TargetId{1}, is_rising);
  settle();
  CHECK(told == std::vector<std::pair<std::uint32_t, bool>>{{0, true}});
  adopt(publisher, 2, two(slots), {is_down, is_down});
  CHECK(told.size() == 1);
  publisher.note(2, TargetId{0}, is_up);
  settle();
  CHECK(told.size() == 2);
  CHECK(told.back() == std::pair<std::uint32_t, bool>{0, false});
  adopt(publisher, 3, two(slots), {is_down, is_down});
  CHECK(told.size() == 3);
}

TEST_CASE("a pool of a broken zone, which has no members, is never told to be all down") {
  Published<snapshot::Snapshot> published;
  int told = 0;
  publish::Publisher publisher(published, [&](const config::Config&, const bake::TurnedPool&) { ++told; });
  bake::Slots slots;
  adopt(publisher, 1, world_of({pool("web", {}, {})}, slots), {});
  CHECK(told == 0);
}

TEST_CASE("a flip waits for one look at most, however many stand in line before it") {
  Published<snapshot::Snapshot> published;
  publish::Publisher publisher(published);
  bake::Slots slots;
  adopt(publisher, 1, two(slots), {is_up, is_up});
  std::promise<void> begun, released, ended;
  publisher.inspect([&](const bake::World*) { begun.set_value(), released.get_future().wait(); });
  begun.get_future().wait();
  std::vector<std::uint64_t> editions;  // that the looks behind it saw
  for (int i = 0; i < 50; ++i)
    publisher.inspect([&](const bake::World*) {
      editions.push_back(published.edition());
      if (editions.size() == 50) ended.set_value();
    });
  publisher.note(1, TargetId{0}, is_down);
  released.set_value();
  ended.get_future().wait();
  CHECK(editions == std::vector<std::uint64_t>(50, 2));
}
