#include "report/view_reports.h"

#include "operate/overriding.h"

namespace rota::report {

ViewReports::ViewReports(const operate::View& view)
    : view_(view),
      index_(std::make_shared<const operate::PoolIndex>(view.config)),
      policies_(std::make_shared<const bake::Policies>(bake::read_policies(*view.config))),
      pools_(view.config->pools) {
  pools_.replace(operate::overrides_on(*index_, view.overrides));
  for (const health::TargetStatus& status : view.statuses) health_.push_back(status.health);
}

ViewReports ViewReports::with(const health::OverrideRows& rows) const {
  ViewReports out(*this);
  out.pools_.replace(operate::overrides_on(*index_, rows));
  return out;
}

bake::PoolReport ViewReports::of(PoolId pool) const {
  return bake::report_pool({*view_.config, pool, *view_.targets, health_, *policies_, &pools_}, {});
}

}  // namespace rota::report
