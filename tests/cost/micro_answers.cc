// Whole answers: the cases whose instructions are counted, and worlds too large
// for the caches, asked at random.
#include <benchmark/benchmark.h>

#include "cost/cases.h"

namespace {

using namespace rota;
using cost::Case;
using World = std::shared_ptr<const snapshot::Snapshot>;

constexpr std::size_t questions = 1 << 16;

void answer(benchmark::State& state, const World& world, const std::vector<Case>& asked) {
  Published<snapshot::Snapshot> source;
  source.publish(world);
  serve::RateTable rates;
  serve::Answerer answerer(source, Dice(1), test::some_counters(), system_clock, &rates);
  answerer.look();
  std::array<std::uint8_t, dns::udp_limit> out;
  std::size_t at = 0;
  for (auto _ : state) {
    const Case& one = asked[at];
    const auto size = answerer.answer(one.request, test::some_peer(), out);
    if (!cost::is_right(one, Bytes(out).first(size))) state.SkipWithError("wrong answer");
    at = at + 1 == asked.size() ? 0 : at + 1;
  }
}

std::string name_of(std::size_t number) { return "n" + std::to_string(number) + ".lb.example"; }

std::vector<Case> at_random(std::size_t names, std::size_t answers) {
  Dice dice(1);
  std::vector<Case> out;
  for (std::size_t i = 0; i < questions; ++i)
    out.push_back({"", cost::ask(name_of(dice.roll() % names), dns::Type::a), dns::Rcode::noerror, answers});
  return out;
}

World many_pools(std::uint32_t count) {
  auto zone = test::ZoneBuilder::usual("lb.example");
  for (std::uint32_t i = 0; i < count; ++i) zone.pool(name_of(i) + '.', dns::Type::a, 0, i);
  return test::make_snapshot({std::move(zone)}, {{{cost::round_robin(dns::Type::a)}}});
}

World many_names(std::size_t count) {
  auto zone = test::ZoneBuilder::usual("lb.example");
  for (std::size_t i = 0; i < count; ++i)
    zone.add(name_of(i) + '.', dns::Type::a, cost::addresses(dns::Type::a, 1)[0]);
  return test::make_snapshot({std::move(zone)});
}

// Large worlds are built when it is their turn, so that a filter need not wait for them.
void pools(benchmark::State& state) {
  const auto count = static_cast<std::uint32_t>(state.range(0));
  answer(state, many_pools(count), at_random(count, 4));
}
BENCHMARK(pools)->Arg(1)->Arg(100'000);

void static_names(benchmark::State& state) {
  const auto count = static_cast<std::size_t>(state.range(0));
  answer(state, many_names(count), at_random(count, 1));
}
BENCHMARK(static_names)->Arg(1)->Arg(250'000);

}  // namespace

int main(int count, char** arguments) {
  for (const Case& one : cost::cases())
    benchmark::RegisterBenchmark(
        one.name, [one](benchmark::State& state) { answer(state, cost::small_world(one.service), {one}); });
  benchmark::Initialize(&count, arguments);
  if (benchmark::ReportUnrecognizedArguments(count, arguments)) return 2;
  benchmark::RunSpecifiedBenchmarks();
}
