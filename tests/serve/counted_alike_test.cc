// Both ways count alike: each question of two worlds that are baked alike, one that answers the
// short way where it can and one that never does. What they count is put together as metrics are.
#include <catch2/catch.hpp>

#include "stats/traffic.h"
#include "support/loaded_world.h"

using namespace rota;
using test::LoadedWorld;
using test::Octets;
using test::Packet;

namespace {

LoadedWorld world() {
  return LoadedWorld(
      {{"rota.toml",
        "zones = [\"z.toml\", \"closed.toml\"]\n[server]\nnsid = \"n1\"\n[rate_limit]\n"
        "responses = 40\nnegative = 20\nburst = 200\nslip = 2\n"},
       {"z.toml",
        "zone = \"example\"\nfile = \"z.zone\"\n[pool.web]\nnames = [\"www\", \"*.w\"]\n"
        "policy = \"weighted\"\nmembers = [{ name = \"a\", address = [\"192.0.2.1\", "
        "\"2001:db8::1\"], weight = 2 }, \"192.0.2.2\"]\n"
        "[pool.off]\nnames = \"off\"\nmembers = [{ name = \"o\", address = \"192.0.2.3\", "
        "admin = \"down\" }]\n"},
       {"z.zone", test::zone_head +
                      "plain A 192.0.2.7\nplain AAAA 2001:db8::7\nplain TXT x\nalias CNAME www\n"
                      "mail MX 1 plain\nsub NS ns.sub\n*.t TXT y\nx.e.f A 192.0.2.8\n"},
       {"closed.toml", "zone = \"closed\"\nfile = \"closed.zone\"\nallow_query = [\"10.0.0.0/8\"]\n"},
       {"closed.zone", test::zone_head + "www A 192.0.2.9\n"}});
}

using Counts = std::vector<std::uint64_t>;

void append(Counts& out, const auto& more) { out.insert(out.end(), more.begin(), more.end()); }

Counts counted(LoadedWorld& in) {
  const stats::Totals totals = in.world().totals();
  stats::Traffic traffic = stats::read_traffic(in.all_counters());
  stats::add(traffic.types[1], totals.ready_a);
  stats::add(traffic.types[28], totals.ready_aaaa);
  Counts out{traffic.truncated, traffic.limited};
  for (const stats::ByPath& type : traffic.types) append(out, type);
  append(out, traffic.other_types);
  append(out, traffic.rcodes);
  append(out, traffic.dropped);
  for (const auto& zone : totals.zones) append(out, zone);
  for (const stats::PoolTotals& pool : totals.pools) {
    out.push_back(pool.answers);
    for (const stats::MemberTotals& member : pool.members) out.push_back(member.given);
  }
  return out;
}

}  // namespace

TEST_CASE("both ways count every question alike, those beyond a rate and those of closed zones too") {
  LoadedWorld quick = world(), slow = world();
  std::size_t differ = 0;
  for (int round = 0; round < 3; ++round)
    for (const char* name :
         {"www.example", "x.w.example", "plain.example", "alias.example", "mail.example", "off.example",
          "none.example", "x.sub.example", "e.f.example", "z.t.example", "example", "www.closed", "other"})
      for (const std::size_t type : {1U, 28U, 2U, 5U, 6U, 15U, 16U, 43U, 65U, 255U, 257U, 65280U})
        for (const Octets& options :
             {Octets{}, Octets{0, 3, 0, 0}, Octets{0, 10, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8}}) {
          const Octets request = Packet().question(name, type).opt({.options = options});
          if (quick.answer(test::some_peer(), request) != slow.answer_long(test::some_peer(), request))
            ++differ;
          if (counted(quick) != counted(slow)) FAIL(name << " " << type << ", round " << round);
        }
  CHECK(differ == 0);
  CHECK(stats::read_traffic(quick.all_counters()).limited > 100);
}
