// An explanation as GET /api/v1/explain shows it.
#pragma once

#include <memory>

#include "base/json.h"
#include "control/explain/explain.h"
#include "control/explain/why.h"
#include "control/view.h"

namespace rota::control::api {

// What the view knows of the world that a report was made of: its last results only
// while both are of one configuration.
Scene scene_of(const config::Config& config, const health::TargetList& targets, const View& view);

boost::json::object explanation_json(const Explanation& told, const View& view);

}  // namespace rota::control::api
