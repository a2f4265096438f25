// Query threads count while menus flip and worlds are replaced under them.
#include <atomic>
#include <catch2/catch.hpp>
#include <future>
#include <numeric>
#include <thread>

#include "publish/publisher.h"
#include "serve/answerer.h"
#include "stats/traffic.h"
#include "support/baked.h"
#include "support/counters.h"
#include "support/packet.h"
#include "support/peer.h"

using namespace rota;
using namespace rota::test;

namespace {

// Answers from what is published, and counts what it answered in its own way.
struct Client {
  Client(Published<snapshot::Snapshot>& published, stats::ThreadCounters counters)
      : answerer(published, Dice(), counters) {}

  void run(const std::atomic<bool>& done) {
    const Octets quick = Packet(1).question("web.lb.example", 1).opt();
    const Octets slow = Packet(1).question("x.any.lb.example", 1).opt();
    while (!done) {
      answerer.look();
      for (int i = 0; i < 16; ++i) answered += ask(i % 4 == 0 ? slow : quick) > 0;
      std::this_thread::yield();
    }
  }
  std::size_t ask(const Octets& request) {
    std::array<std::uint8_t, dns::udp_limit> out;
    const std::size_t size = answerer.answer(request, some_peer(), out);
    records += out[6] * 256U + out[7];
    return size;
  }

  serve::Answerer answerer;
  std::uint64_t answered = 0;
  std::uint64_t records = 0;
};

std::unique_ptr<bake::World> world(bake::Slots& slots, stats::CountsByName& counts) {
  auto wide = pool("wide", {member("192.0.2.1"), member("192.0.2.2"), member("192.0.2.3")},
                   {"*.any.lb.example.", "web.lb.example."});
  wide.policy = "weighted";
  return world_of({wide}, slots, counts);
}

void adopt(publish::Publisher& publisher, std::uint64_t generation, std::unique_ptr<bake::World> next) {
  std::promise<void> done;
  publisher.adopt(generation, std::move(next), {health::TargetHealths(3, is_up), {}},
                  [&](auto) { done.set_value(); });
  done.get_future().get();
}

stats::Totals totals(publish::Publisher& publisher) {
  std::promise<stats::Totals> out;
  publisher.inspect([&](const bake::World* world) { out.set_value(world->totals()); });
  return out.get_future().get();
}

std::uint64_t sum(const std::array<std::uint64_t, stats::rcode_count>& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

}  // namespace

TEST_CASE("while menus flip and worlds are replaced, no answer is lost or counted twice") {
  stats::AllCounters all_counters;
  Published<snapshot::Snapshot> published;
  Client first(published, all_counters.add(test::udp4)), second(published, all_counters.add(test::tcp6));
  publish::Publisher publisher(published);
  bake::Slots slots;
  stats::CountsByName counts(all_counters);
  adopt(publisher, 1, world(slots, counts));
  std::atomic<bool> done{false};
  std::thread one([&] { first.run(done); }), two([&] { second.run(done); });
  std::uint64_t seen = 0;
  bool falls = false;
  for (std::uint64_t round = 0; round < 60; ++round) {
    publisher.note(1 + round / 20, TargetId::at(round % 3), round % 2 == 0 ? is_down : is_up);
    if (round % 20 == 19) adopt(publisher, 2 + round / 20, world(slots, counts));
    const std::uint64_t now = totals(publisher).pools[PoolId{0}].answers;
    falls = falls || now < seen;
    seen = now;
  }
  done = true;
  one.join();
  two.join();
  const stats::Totals counted = totals(publisher);
  CHECK_FALSE(falls);
  CHECK(counted.pools[PoolId{0}].answers == first.answered + second.answered);
  CHECK(sum(counted.zones[ZoneId{0}]) == first.answered + second.answered);
  std::uint64_t given = 0;
  for (const stats::MemberTotals& member : counted.pools[PoolId{0}].members) given += member.given;
  CHECK(given == first.records + second.records);
}
