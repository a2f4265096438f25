// Every kind of question of every kind of zone, asked both ways: the short way
// (serve/ready.h) where it answers, and the walk (serve/lookup.h) with the composer. The
// octets are the same.
#include <catch2/catch.hpp>

#include "stats/counts.h"
#include "support/drawn_world.h"
#include "support/odd_world.h"

using namespace rota;
using serve::Transport;
using test::Octets;
using test::Packet;

namespace {

using SnapshotPtr = std::shared_ptr<const snapshot::Snapshot>;

// With access lists that let everybody in, nothing is answered the short way.
SnapshotPtr with_lists(const SnapshotPtr& of) {
  IdVector<ZoneSlot, snapshot::AccessList> zones;
  for (std::size_t i = 0; i < of->zones->size(); ++i) zones.push_back(std::nullopt);
  auto out = std::make_shared<snapshot::Snapshot>(*of);
  out->service.access = snapshot::Access(std::vector{*parse_prefix("0.0.0.0/0")}, std::move(zones));
  return out;
}

SnapshotPtr without_lists(const SnapshotPtr& of) {
  auto out = std::make_shared<snapshot::Snapshot>(*of);
  out->service.access = {};
  return out;
}

// One that answers from a snapshot, and knows how often it went the long way.
class One {
 public:
  explicit One(SnapshotPtr snapshot) {
    source_.publish(std::move(snapshot));
    answerer_.look();
  }

  Octets answer(const Octets& request, Transport transport) {
    Octets out(serve::largest_reply);
    out.resize(answerer_.answer(request, test::some_peer(transport), out));
    return out;
  }
  std::uint64_t long_ways() const {
    std::uint64_t out = 0;
    for (std::uint32_t type = stats::count::types; type <= stats::count::other_types; ++type)
      out += all_counters_.total(type);
    return out;
  }

 private:
  test::OpenCounters all_counters_;
  Published<snapshot::Snapshot> source_;
  serve::Answerer answerer_{source_, Dice(7), all_counters_.add(stats::Path::udp4)};
};

class Both {
 public:
  explicit Both(const SnapshotPtr& snapshot)
      : short_(without_lists(snapshot)), long_(with_lists(without_lists(snapshot))) {}

  void ask(const std::string& name, std::size_t type, int round,
           const std::vector<std::size_t>& sizes = {0, 512, 1232}) {  // 0: without EDNS
    for (const std::size_t size : sizes)
      for (const auto transport : {Transport::udp, Transport::tcp}) {
        Packet request(static_cast<std::uint16_t>(round), round % 2 == 0 ? 0x0100 : 0x0010);
        request.question(name, type);
        if (size > 0) request.opt({.size = size, .flags = static_cast<std::uint16_t>(round % 2 << 15)});
        if (short_.answer(request, transport) != long_.answer(request, transport))
          FAIL(name << " " << type << ", size " << size << ", round " << round
                    << (transport == Transport::tcp ? ", TCP" : ""));
        ++asked_;
      }
  }

  std::uint64_t asked() const { return asked_; }
  std::uint64_t short_ways() const { return asked_ - short_.long_ways(); }
  bool is_told_apart() const { return long_.long_ways() == asked_; }

 private:
  One short_, long_;
  std::uint64_t asked_ = 0;
};

const std::vector<std::size_t> types{1, 28, 2, 5, 6, 12, 15, 16, 33, 35, 39, 43, 46, 47, 64, 65, 255, 65280};

}  // namespace

TEST_CASE("both ways answer every type at every name of an odd world with the same octets, turn after turn") {
  for (const bool has_options : {false, true}) {
    const auto service = has_options ? test::odd_service() : snapshot::Service();
    Both both(test::make_snapshot(test::odd_zones(), test::odd_pools(), service));
    for (int round = 0; round < 4; ++round)
      for (const std::string& name : test::odd_names())
        for (const std::size_t type : types) both.ask(name, type, round);
    CHECK(both.is_told_apart());
    CHECK(both.short_ways() > 100);
  }
}

TEST_CASE("both ways find the same room for large sets, octet by octet") {
  std::string records = test::zone_head;
  std::string members;
  for (int i = 0; i < 40; ++i) {
    records += "plain A 192.0.2." + std::to_string(i) + "\n";
    members += "\"192.0.2." + std::to_string(i) + "\", ";
  }
  test::LoadedWorld loaded(
      {{"rota.toml", "zones = [\"z.toml\"]\n"},
       {"z.toml",
        "zone = \"example\"\nfile = \"z.zone\"\n[pool.web]\nnames = [\"www\", \"*.w\"]\nanswers = 40\n"
        "members = [" +
            members + "]\n"},
       {"z.zone", records}});
  Both both(loaded.world().snapshot());
  std::vector<std::size_t> sizes;
  for (std::size_t size = 512; size < 760; ++size) sizes.push_back(size);
  for (const char* name : {"plain.example", "www.example", "x.w.example"})
    for (int round = 0; round < 2; ++round) both.ask(name, 1, round, sizes);
  CHECK(both.is_told_apart());
  CHECK(both.short_ways() > 500);
}

TEST_CASE("both ways answer alike in worlds drawn by chance") {
  Dice dice(15);
  std::uint64_t short_ways = 0;
  for (int i = 0; i < 50; ++i) {
    const Octets octets = test::drawn_octets(dice);
    test::Draws draws(octets);
    const test::DrawnWorld drawn(draws);
    test::LoadedWorld loaded(drawn.files());
    Both both(loaded.world().snapshot());
    for (int round = 0; !draws.is_empty(); ++round)
      both.ask(test::DrawnWorld::draw_name(draws), draws.chance() ? 1 : types[draws.below(types.size())],
               round);
    CHECK(both.is_told_apart());
    short_ways += both.short_ways();
  }
  CHECK(short_ways > 100);
}
