// Each step of an answer by itself: parse, find, choose, write.
#include <benchmark/benchmark.h>

#include "cost/cases.h"
#include "dns/reply.h"

namespace {

using namespace rota;
using benchmark::DoNotOptimize;
using benchmark::State;

void parse(State& state, bool edns) {
  const auto request = cost::ask("www.lb.example", dns::Type::a, edns);
  dns::Query query;
  for (auto _ : state) DoNotOptimize(dns::parse_query(request, query));
}
BENCHMARK_CAPTURE(parse, plain, false);
BENCHMARK_CAPTURE(parse, edns, true);

// Of an image, with the hash of the name.
void find_pool(State& state) {
  const auto world = cost::small_world();
  const dns::Name name = test::lowered("www.lb.example");
  if (world->image->find(dns::hash(name), name, dns::Type::a) == nullptr) state.SkipWithError("not found");
  for (auto _ : state) DoNotOptimize(world->image->find(dns::hash(name), name, dns::Type::a));
}
BENCHMARK(find_pool);

void hit_static(State& state) {
  const auto world = cost::small_world();
  const dns::Name name = test::lowered("static.lb.example");
  if (!world->zones->hit(dns::hash(name), name)) state.SkipWithError("not found");
  for (auto _ : state) DoNotOptimize(world->zones->hit(dns::hash(name), name));
}
BENCHMARK(hit_static);

void find_static(State& state, const char* asked, snapshot::Match expected) {
  const auto world = cost::small_world();
  const dns::Name name = test::lowered(asked);
  if (world->zones->find(name, dns::Type::a).match != expected) state.SkipWithError("found elsewhere");
  for (auto _ : state) DoNotOptimize(world->zones->find(name, dns::Type::a));
}
BENCHMARK_CAPTURE(find_static, hit, "static.lb.example", snapshot::Match::hit);
BENCHMARK_CAPTURE(find_static, wildcard, "x.any.lb.example", snapshot::Match::wildcard);
BENCHMARK_CAPTURE(find_static, no_such_name, "none.lb.example", snapshot::Match::nothing);

void choose(State& state, const test::MenuOrder& order) {
  const auto block = snapshot::write_menu(test::make_menu(order, 5));
  const snapshot::Menu menu(block.data());
  std::uint64_t turn = 0;
  for (auto _ : state) {
    const auto choice = policy::choose_by_turn(menu.plan(), turn);
    ++turn;
    DoNotOptimize(menu.form(choice.line).turned(choice.rotation));
  }
}
BENCHMARK_CAPTURE(choose, round_robin_of_4, cost::round_robin(dns::Type::a));
BENCHMARK_CAPTURE(choose, weighted_of_4, cost::weighted(4));
BENCHMARK_CAPTURE(choose, weighted_of_1024, cost::weighted(1024));

// The long way's; the short way copies and has no writer.
void write(State& state, const char* name, dns::Type type, dns::Section section) {
  const auto request = cost::ask("www.lb.example", type);
  const auto world = cost::small_world();
  const dns::Name owner = test::lowered(name);
  const auto found = world->zones->find(owner, type).node->find(type);
  dns::Query query;
  dns::parse_query(request, query);
  std::array<std::uint8_t, dns::udp_limit> out;
  for (auto _ : state) {
    dns::Reply reply(query, out, out.size());
    if (!reply.add(section, owner, found->set)) state.SkipWithError("does not fit");
    DoNotOptimize(reply.finish());
  }
}
BENCHMARK_CAPTURE(write, four_addresses, "static.lb.example", dns::Type::a, dns::Section::answer);
BENCHMARK_CAPTURE(write, soa, "lb.example", dns::Type::soa, dns::Section::authority);

}  // namespace
