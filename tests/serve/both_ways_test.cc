// Every kind of question of every kind of zone, asked both ways: the short way
// (serve/ready.h) where it answers, and the walk (serve/lookup.h) with the composer. The
// octets are the same.
#include <catch2/catch.hpp>

#include <cctype>

#include "support/counters.h"
#include "support/drawn_world.h"
#include "support/hex.h"
#include "support/odd_world.h"

using namespace rota;
using test::Octets;
using test::Packet;

namespace {

using SnapshotPtr = std::shared_ptr<const snapshot::Snapshot>;

constexpr SipKey rates_key{};
const Octets client_cookie{1, 2, 3, 4, 5, 6, 7, 8};

// One that answers from a snapshot, and knows how often it did the short way.
class One {
 public:
  One(SnapshotPtr snapshot, bool is_long) : is_long_(is_long) { source_.publish(std::move(snapshot)); }

  Octets answer(const Octets& request, test::Transport transport) {
    answerer_.look();
    const serve::Peer peer = test::some_peer(transport);
    std::size_t size = is_long_ ? serve::not_ready : answerer_.answer_short(request, peer, out_);
    if (size != serve::not_ready) ++short_ways_;
    if (size == serve::not_ready) size = answerer_.answer_long(request, peer, out_);
    return {out_.begin(), out_.begin() + static_cast<std::ptrdiff_t>(size)};
  }
  std::uint64_t short_ways() const { return short_ways_; }

 private:
  bool is_long_;
  std::uint64_t short_ways_ = 0;
  Octets out_ = Octets(serve::largest_reply);  // what the last answer left in it does no harm
  test::OpenCounters all_counters_;
  Published<snapshot::Snapshot> source_;
  test::FakeClock clock_;
  serve::RateTable rates_{64, rates_key};
  serve::Answerer answerer_{source_, Dice(7), all_counters_.add(test::udp4), clock_, &rates_};
};

Octets option(std::size_t code, const Octets& data) {
  Octets out;
  test::put16(out, code);
  test::put16(out, data.size());
  test::put(out, data);
  return out;
}

Octets cookie_made_with(const dns::CookieSecret& secret, dns::Stamp stamp) {
  const auto cookie =
      dns::make_cookie(secret, client_cookie, test::some_peer(test::Transport::udp).address(), stamp);
  return option(10, {cookie.begin(), cookie.end()});
}

// Options as resolvers send them, and as they should not.
std::vector<Octets> options_of(const snapshot::Service& service) {
  const auto now = static_cast<dns::Stamp>(
      std::chrono::duration_cast<std::chrono::seconds>(test::FakeClock().wall().time_since_epoch()).count());
  std::vector<Octets> out{{},
                          option(3, {}),
                          option(10, client_cookie),
                          option(10, {1, 2, 3}),
                          option(10, Octets(24, 7)),
                          option(8, {0, 1, 24, 0, 192, 0, 2}),
                          option(8, {0, 1, 99}),
                          option(11, {}),
                          option(12, Octets(40, 0)),
                          option(65001, Octets(11, 41)),
                          {0, 3, 0, 9},
                          {0}};
  for (const dns::CookieSecret& secret : service.cookies.secrets)
    for (const dns::Stamp age : {0U, 2000U, 5000U}) out.push_back(cookie_made_with(secret, now - age));
  // Behind a question and an OPT that are padding: from the end it looks like a cookie alone.
  Octets padded = option(12, {0, 0, 1, 0, 1, 0, 0, 41, 4, 208, 0, 0, 0, 0, 0, 28});
  test::put(padded, service.cookies.secrets.empty() ? option(10, Octets(24, 7))
                                                    : cookie_made_with(service.cookies.secrets.front(), now));
  out.push_back(padded);
  Octets all;
  for (const std::size_t i : {1U, 2U, 5U, 7U, 8U, 9U}) test::put(all, out[i]);
  out.push_back(all);
  return out;
}

// Each letter large or small, by chance.
std::string in_any_case(std::string name, Dice& dice) {
  for (char& c : name)
    if (dice.roll() % 2 == 0) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return name;
}

class Both {
 public:
  explicit Both(const SnapshotPtr& snapshot)
      : short_(snapshot, false), long_(snapshot, true), options_(options_of(snapshot->service)) {}

  void ask(const std::string& name, std::size_t type, int round,
           const std::vector<std::size_t>& sizes = {0, 512, 1232}) {  // 0: without EDNS
    const std::string asked = round % 3 == 2 ? in_any_case(name, dice_) : name;
    for (const std::size_t size : sizes)
      for (const auto transport : {test::Transport::udp, test::Transport::tcp})
        compare(asked, type, round, size, transport, {});
  }

  // With each set of options, and a version of EDNS that does not exist.
  void ask_with_options(const std::string& name, std::size_t type, int round) {
    for (const Octets& options : options_)
      for (const auto transport : {test::Transport::udp, test::Transport::tcp})
        compare(in_any_case(name, dice_), type, round, 1232, transport, options);
    compare(name, type, round, 1232, test::Transport::udp, {}, 1);
  }

  std::uint64_t asked() const { return asked_; }
  std::uint64_t short_ways() const { return short_.short_ways(); }

 private:
  void compare(const std::string& name, std::size_t type, int round, std::size_t size,
               test::Transport transport, const Octets& options, std::uint8_t version = 0) {
    Packet request(static_cast<std::uint16_t>(round), round % 2 == 0 ? 0x0100 : 0x0010);
    request.question(name, type);
    if (size > 0)
      request.opt({.size = size,
                   .version = version,
                   .flags = static_cast<std::uint16_t>(round % 2 << 15),
                   .options = options});
    ++asked_;
    const Octets quick = short_.answer(request, transport), slow = long_.answer(request, transport);
    if (quick == slow) return;
    FAIL(name << " " << type << ", size " << size << ", round " << round << ", options " << test::hex(options)
              << (transport == test::Transport::tcp ? ", TCP" : "") << "\n"
              << test::hex(quick) << "\n"
              << test::hex(slow));
  }

  One short_, long_;
  std::vector<Octets> options_;
  Dice dice_{3};
  std::uint64_t asked_ = 0;
};

const std::vector<std::size_t> types{1,  28, 2,  5,  6, 12,  15,  16,  33,  35,  39,  41,  43,
                                     46, 47, 64, 65, 0, 128, 249, 250, 251, 252, 255, 257, 65280};

// Everybody may query half of the zones, nobody the rest.
snapshot::Service with_lists(snapshot::Service service, std::size_t zones) {
  IdVector<ZoneSlot, snapshot::AccessList> lists;
  for (std::size_t i = 0; i < zones; ++i)
    lists.push_back(i % 2 == 0 ? snapshot::AccessList{} : std::vector{*parse_prefix("10.0.0.0/8")});
  service.access = snapshot::Access(std::nullopt, std::move(lists));
  return service;
}

void ask_everything(const snapshot::Service& service) {
  Both both(test::make_snapshot(test::odd_zones(), test::odd_pools(), service));
  const auto names = test::odd_names();
  for (int round = 0; round < 4; ++round)
    for (const std::string& name : names)
      for (const std::size_t type : types) both.ask(name, type, round);
  // Each name with half of the types as an even round asks, and with the others as an odd one.
  for (std::size_t i = 0; i < names.size() * types.size(); ++i)
    both.ask_with_options(names[i / types.size()], types[i % types.size()],
                          static_cast<int>(i + i / types.size()) % 2);
  CHECK(both.short_ways() * 10 > both.asked());
}

}  // namespace

// Turn after turn, every type at every name of an odd world, with the same octets.
TEST_CASE("both ways answer alike where nothing is set") { ask_everything({}); }

TEST_CASE("both ways answer alike with every option, by who asks") {
  snapshot::Service service = test::odd_service();
  service.answers_by_asker = true;
  ask_everything(service);
}

TEST_CASE("both ways answer alike where cookies are required") {
  snapshot::Service service = test::odd_service();
  service.cookies.required = true;
  ask_everything(service);
}

TEST_CASE("both ways answer alike where rates are limited") {
  snapshot::Service service = test::odd_service();
  service.rate_limit = {.responses = 50, .negative = 20, .burst = 300, .slip = 2};
  ask_everything(service);
}

TEST_CASE("both ways answer alike where half of the zones may not be queried") {
  ask_everything(with_lists(test::odd_service(), test::odd_zones().size()));
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
    short_ways += both.short_ways();
  }
  CHECK(short_ways > 100);
}
