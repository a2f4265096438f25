// The rows of GET /pools and the counts of GET /status, kept from view to view: only
// pools whose members' health or the word about them moved are looked at again, so
// that ten thousand pools cost nothing while they are steady.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "bake/overridden.h"
#include "bake/policies.h"
#include "config/pool_graph.h"
#include "operate/pool_index.h"
#include "operate/view.h"
#include "report/metrics/metrics.h"
#include "report/verdict.h"

namespace rota::api {

// All members of all pools: each counts once, as the operator has taken it out, or
// else by its health.
struct MemberCounts {
  std::size_t total = 0, up = 0, failing = 0, down = 0, unknown = 0, stale = 0, drain = 0, maint = 0;
};

struct PoolRow {
  MemberCounts members{};
  report::metrics::PoolFacts facts{};
  std::string json{};  // an object, without its closing brace: answers_total follows
};

class PoolRows {
 public:
  void update(const std::shared_ptr<const operate::View>& view);  // brings the rows up to this view

  // The pools that moved since the last call; none after a reload, since
  // all are new then.
  std::vector<PoolId> take_moved();

  const IdVector<PoolId, PoolRow>& rows() const { return rows_; }
  const IdVector<PoolId, report::PoolVerdict>& verdicts() const { return verdicts_; }
  std::size_t count(report::PoolState state) const;
  MemberCounts members() const;

 private:
  // The pools of one configuration as they are run.
  struct Run {
    explicit Run(const std::shared_ptr<const config::Config>& config)
        : index(config), policies(bake::read_policies(*config)), pools(config->pools) {}
    operate::PoolIndex index;
    bake::Policies policies;
    bake::OverriddenPools pools;
  };

  void bring_up_to(const std::shared_ptr<const operate::View>& view);
  std::set<PoolId> moved_since(const operate::View& before);
  void write_all();
  void write(const std::set<PoolId>& pools);

  std::shared_ptr<const operate::View> view_;
  std::optional<Run> run_;
  std::optional<config::PoolGraph> graph_;  // of the pools of the view
  IdVector<PoolId, PoolRow> rows_;
  IdVector<PoolId, report::PoolVerdict> verdicts_;
  std::set<PoolId> moved_;
};

}  // namespace rota::api
