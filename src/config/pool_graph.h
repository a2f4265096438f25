// Which pools build on which. An edge leads from a pool to one that it builds on;
// `fallback` is the first kind. The graph has no loops and is at most `highest_level`
// edges deep: an edge that would break this is cut, and told.
//
//   web --fallback--> dr --fallback--> sorry        levels 2, 1, 0
//
// Whoever works through pools in the order of their levels finds all that a pool builds
// on done before it.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "base/id.h"
#include "base/mistakes.h"
#include "config/config.h"

namespace rota::config {

struct PoolEdge {
  PoolId from;
  PoolId to;
  Position at{};  // where it was written; of a loaded configuration, the pool
};

class PoolGraph {
 public:
  static constexpr std::uint32_t highest_level = 16;

  struct Cut {
    PoolEdge edge;
    // The other edges of the loop that it would close, from edge.to on; of a pool that
    // builds on itself there are none.
    std::vector<PoolEdge> loop;
    bool too_deep = false;  // no loop, but a chain that is too long
  };

  // Time and memory go by the number of edges.
  explicit PoolGraph(std::vector<PoolEdge> edges);
  explicit PoolGraph(const Config& config);

  // 0 for pools that build on no other; else one more than the highest among those.
  std::uint32_t level(PoolId pool) const;

  // Calls visit(PoolId) for each that builds on the pool directly.
  template <class Visit>
  void each_user(PoolId pool, Visit visit) const {
    const auto node = nodes_.find(pool);
    if (node == nodes_.end()) return;
    for (const EdgeIndex edge : node->second.up)
      if (!is_cut_[edge]) visit(edges_[edge].from);
  }

  // All that build on the pool, directly or not, each once.
  std::vector<PoolId> above(PoolId pool) const;

  std::span<const Cut> cuts() const { return cuts_; }  // none once a configuration is loaded

 private:
  using EdgeIndex = std::uint32_t;
  struct Node {
    std::vector<EdgeIndex> down;
    std::vector<EdgeIndex> up;
    std::size_t open = 0;  // edges down to nodes that have no level yet
    std::uint32_t level = 0;
    bool is_settled = false;
  };

  void settle_from(PoolId pool);
  void settle_edge(EdgeIndex edge, std::vector<PoolId>& ready);
  std::vector<EdgeIndex> loop_from(PoolId pool) const;
  EdgeIndex open_edge_of(PoolId pool) const;
  void cut_loop(std::vector<EdgeIndex> loop);

  std::vector<PoolEdge> edges_;
  std::vector<bool> is_cut_;                // by edge
  std::unordered_map<PoolId, Node> nodes_;  // of pools that have edges
  std::vector<Cut> cuts_;
};

// One error for each cut. They name the pools of `config`.
void tell_cuts(const PoolGraph& graph, const Config& config, Mistakes& mistakes);

}  // namespace rota::config
