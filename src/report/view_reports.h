// Reports on the pools of a view, made on the thread of whoever asks: with the overrides of
// the view, or with others in their place. What the workers counted is not in them.
#pragma once

#include <memory>

#include "bake/overridden.h"
#include "bake/policies.h"
#include "bake/report.h"
#include "operate/pool_index.h"
#include "operate/view.h"

namespace rota::report {

class ViewReports {
 public:
  // The view must outlive it. Reads the policies of all pools: some milliseconds where there
  // are thousands.
  explicit ViewReports(const operate::View& view);

  // The same with these overrides in place of the view's; the policies are not read again.
  ViewReports with(const health::OverrideRows& rows) const;

  const operate::PoolIndex& index() const { return *index_; }
  bake::PoolReport of(PoolId pool) const;

 private:
  const operate::View& view_;
  std::shared_ptr<const operate::PoolIndex> index_;
  std::shared_ptr<const bake::Policies> policies_;
  bake::OverriddenPools pools_;
  health::TargetHealths health_;
};

}  // namespace rota::report
