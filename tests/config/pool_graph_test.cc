#include "config/pool_graph.h"

#include <catch2/catch.hpp>

#include "config/loading.h"

using namespace rota;
using namespace rota::config;
using namespace rota::test;

namespace {

PoolGraph graph_of(const std::vector<std::pair<std::uint32_t, std::uint32_t>>& edges) {
  std::vector<PoolEdge> out;
  for (const auto& [from, to] : edges) out.push_back({PoolId{from}, PoolId{to}});
  return PoolGraph(std::move(out));
}

// A pool of one member that falls back on another, in two lines.
std::string falls_back(const std::string& pool, const std::string& fallback) {
  return "[pool." + pool + "]\nnames = \"" + pool + "\"\nmembers = [\"192.0.2.1\"]\nfallback = \"" +
         fallback + "\"\n";
}

}  // namespace

TEST_CASE("a pool's level is one more than the highest that it builds on") {
  const PoolGraph graph = graph_of({{5, 3}, {5, 4}, {4, 3}, {9, 5}});
  CHECK(graph.cuts().empty());
  CHECK(graph.level(PoolId{3}) == 0);
  CHECK(graph.level(PoolId{4}) == 1);
  CHECK(graph.level(PoolId{5}) == 2);
  CHECK(graph.level(PoolId{9}) == 3);
  CHECK(graph.level(PoolId{77}) == 0);
}

TEST_CASE("above a pool stand all that build on it, each once") {
  const PoolGraph graph = graph_of({{5, 3}, {5, 4}, {4, 3}, {9, 5}, {2, 1}});
  CHECK(graph.above(PoolId{3}) == std::vector{PoolId{5}, PoolId{4}, PoolId{9}});
  CHECK(graph.above(PoolId{9}).empty());
  CHECK(graph.above(PoolId{77}).empty());
}

TEST_CASE("each loop is cut once, where it was written last, and the rest keeps its levels") {
  const PoolGraph graph = graph_of({{1, 2}, {2, 3}, {3, 1}, {0, 1}, {7, 8}, {8, 7}, {6, 6}});
  REQUIRE(graph.cuts().size() == 3);
  CHECK(graph.cuts()[0].edge.from == PoolId{3});
  CHECK(graph.cuts()[0].loop.size() == 2);
  CHECK(graph.cuts()[1].edge.from == PoolId{8});
  CHECK(graph.cuts()[2].loop.empty());
  CHECK(graph.level(PoolId{0}) == 3);
  CHECK(graph.above(PoolId{3}) == std::vector{PoolId{2}, PoolId{1}, PoolId{0}});
}

TEST_CASE("loops of fallbacks are refused with the positions of all their steps") {
  CHECK(
      mistakes_of(falls_back("a", "b") + falls_back("b", "c") + falls_back("c", "a")) ==
      Lines{
          "rota.toml:16:12: pool \"c\" cannot fall back on pool \"a\": that is a loop, pool \"a\" falls back "
          "on \"b\" at rota.toml:8:12, pool \"b\" falls back on \"c\" at rota.toml:12:12"});
}

TEST_CASE("a chain of fallbacks has a limit, however long it is written") {
  std::string pools;
  for (int i = 0; i < 20; ++i) pools += falls_back("p" + std::to_string(i), "p" + std::to_string(i + 1));
  pools += "[pool.p20]\nnames = \"p20\"\nmembers = [\"192.0.2.1\"]\n";
  CHECK(mistakes_of(pools) ==
        Lines{"rota.toml:20:12: pool \"p3\" cannot fall back on pool \"p4\": a chain of "
              "fallbacks has at most 16 steps"});
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ring;
  for (std::uint32_t i = 0; i < 200000; ++i) ring.emplace_back(i, (i + 1) % 200000);
  CHECK(graph_of(ring).cuts().size() == 1 + 200000 / 17);
}

TEST_CASE("a fallback by itself is the rule for when all members are down") {
  const PoolConfig pool = load_main(head + falls_back("a", "b") + "[pool.b]\nmembers = [\"192.0.2.1\"]\n")
                              .config.pools[PoolId{0}];
  CHECK(pool.all_down == AllDown::fallback);
  CHECK(pool.fallback == PoolId{1});
}
