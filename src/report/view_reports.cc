#include "report/view_reports.h"

#include "operate/overriding.h"

namespace rota::report {

ViewReports::ViewReports(const operate::View& view, const health::OverrideRows& rows)
    : view_(view), policies_(bake::read_policies(*view.config)), pools_(view.config->pools) {
  pools_.replace(operate::overrides_on(operate::PoolIndex(view.config), rows));
  for (const health::TargetStatus& status : view.statuses) health_.push_back(status.health);
}

bake::PoolReport ViewReports::of(PoolId pool) const {
  return bake::report_pool({*view_.config, pool, *view_.targets, health_, policies_, &pools_}, {});
}

}  // namespace rota::report
