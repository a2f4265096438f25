#include "config/pool_graph.h"

#include <algorithm>
#include <string>
#include <unordered_set>
#include <utility>

namespace rota::config {

namespace {

constexpr std::size_t most_edges_told = 8;  // edges of a loop that an error names

std::vector<PoolEdge> edges_of(const Config& config) {
  std::vector<PoolEdge> out;
  for (const PoolId id : config.pools.ids())
    if (const auto& pool = config.pools[id]; pool.fallback) out.push_back({id, *pool.fallback, pool.at});
  return out;
}

}  // namespace

PoolGraph::PoolGraph(const Config& config) : PoolGraph(edges_of(config)) {}

PoolGraph::PoolGraph(std::vector<PoolEdge> edges) : edges_(std::move(edges)), is_cut_(edges_.size()) {
  for (EdgeIndex i = 0; i < edges_.size(); ++i) {
    Node& from = nodes_[edges_[i].from];
    from.down.push_back(i);
    ++from.open;
    nodes_[edges_[i].to].up.push_back(i);
  }
  for (const PoolEdge& edge : edges_)
    if (const Node& node = nodes_[edge.to]; node.down.empty() && !node.is_settled) settle_from(edge.to);
  // What is left is on a loop or above one.
  for (const PoolEdge& edge : edges_)
    while (!nodes_[edge.from].is_settled) cut_loop(loop_from(edge.from));
}

// Gives levels to this pool, of which nothing is open, and to all that become ready by it.
void PoolGraph::settle_from(PoolId pool) {
  std::vector<PoolId> ready{pool};
  while (!ready.empty()) {
    Node& node = nodes_[ready.back()];
    ready.pop_back();
    node.is_settled = true;
    for (const EdgeIndex edge : node.up)
      if (!is_cut_[edge]) settle_edge(edge, ready);
  }
}

void PoolGraph::settle_edge(EdgeIndex edge, std::vector<PoolId>& ready) {
  const std::uint32_t level = nodes_[edges_[edge].to].level + 1;
  Node& from = nodes_[edges_[edge].from];
  if (level > highest_level) {
    is_cut_[edge] = true;
    cuts_.push_back({edges_[edge], {}, true});
  } else {
    from.level = std::max(from.level, level);
  }
  if (--from.open == 0) ready.push_back(edges_[edge].from);
}

PoolGraph::EdgeIndex PoolGraph::open_edge_of(PoolId pool) const {
  const auto& down = nodes_.at(pool).down;
  return *std::ranges::find_if(
      down, [&](EdgeIndex edge) { return !is_cut_[edge] && !nodes_.at(edges_[edge].to).is_settled; });
}

// Every pool without a level has an edge down to another: who follows them comes round.
std::vector<PoolGraph::EdgeIndex> PoolGraph::loop_from(PoolId pool) const {
  std::vector<EdgeIndex> way;
  std::unordered_map<PoolId, std::size_t> passed;  // and how long the way was there
  while (passed.try_emplace(pool, way.size()).second) {
    way.push_back(open_edge_of(pool));
    pool = edges_[way.back()].to;
  }
  way.erase(way.begin(), way.begin() + static_cast<std::ptrdiff_t>(passed[pool]));
  return way;
}

// At the edge that was written last.
void PoolGraph::cut_loop(std::vector<EdgeIndex> loop) {
  const auto last = std::ranges::max_element(loop);
  std::rotate(loop.begin(), last + 1, loop.end());
  const EdgeIndex cut = loop.back();
  loop.pop_back();
  Cut told{edges_[cut], {}};
  for (const EdgeIndex edge : loop) told.loop.push_back(edges_[edge]);
  cuts_.push_back(std::move(told));
  is_cut_[cut] = true;
  if (--nodes_[edges_[cut].from].open == 0) settle_from(edges_[cut].from);
}

std::uint32_t PoolGraph::level(PoolId pool) const {
  const auto found = nodes_.find(pool);
  return found == nodes_.end() ? 0 : found->second.level;
}

std::vector<PoolId> PoolGraph::above(PoolId pool) const {
  std::vector<PoolId> out{pool};
  std::unordered_set<PoolId> seen{pool};
  for (std::size_t i = 0; i < out.size(); ++i)
    each_user(out[i], [&](PoolId user) {
      if (seen.insert(user).second) out.push_back(user);
    });
  out.erase(out.begin());
  return out;
}

void tell_cuts(const PoolGraph& graph, const Config& config, Mistakes& mistakes) {
  const auto name = [&](PoolId pool) { return '"' + config.pools[pool].name + '"'; };
  for (const PoolGraph::Cut& cut : graph.cuts()) {
    const std::string what = "pool " + name(cut.edge.from) + " cannot fall back on pool " + name(cut.edge.to);
    if (cut.too_deep) {
      mistakes.error(cut.edge.at, what + ": a chain of fallbacks has at most " +
                                      std::to_string(PoolGraph::highest_level) + " steps");
      continue;
    }
    std::string loop;
    for (std::size_t i = 0; i < std::min(cut.loop.size(), most_edges_told); ++i)
      loop += (i > 0 ? ", pool " : ": that is a loop, pool ") + name(cut.loop[i].from) + " falls back on " +
              name(cut.loop[i].to) + " at " + cut.loop[i].at.text();
    if (cut.loop.size() > most_edges_told)
      loop += " and " + std::to_string(cut.loop.size() - most_edges_told) + " more steps follow";
    mistakes.error(cut.edge.at, what + (cut.loop.empty() ? ": that is itself" : loop));
  }
}

}  // namespace rota::config
