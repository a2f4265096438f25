// An explanation as GET /api/v1/explain shows it.
#pragma once

#include <memory>

#include "base/json.h"
#include "operate/view.h"
#include "report/explain/explain.h"
#include "report/explain/why.h"

namespace rota::api {

// What the view knows of the world that a report was made of: its last results only
// while both are of one configuration.
report::Scene scene_of(const config::Config& config, const health::TargetList& targets,
                       const operate::View& view);

boost::json::object explanation_json(const report::Explanation& told, const operate::View& view);

}  // namespace rota::api
