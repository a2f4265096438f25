// Reports on the pools of a view, made on the thread of whoever asks: with the overrides of
// the view, or with others in their place. What the workers counted is not in them.
#pragma once

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
  explicit ViewReports(const operate::View& view) : ViewReports(view, view.overrides) {}
  ViewReports(const operate::View& view, const health::OverrideRows& rows);

  bake::PoolReport of(PoolId pool) const;

 private:
  const operate::View& view_;
  bake::Policies policies_;
  bake::OverriddenPools pools_;
  health::TargetHealths health_;
};

}  // namespace rota::report
