// A pool of the running world, taken out of it to be shown: the report and what it was
// made of. Writing it down is done elsewhere, since flips wait for the world.
#pragma once

#include <cstdint>
#include <memory>

#include "bake/baker.h"
#include "base/json.h"
#include "operate/view.h"

namespace rota::api {

struct Shown {
  Shown(const bake::World& world, PoolId pool)
      : report(world.report(pool)), config(world.shared_config()), targets(world.shared_targets()) {}

  // As the API shows them, with what the view knows besides.
  boost::json::object pool(const operate::View& view) const;
  boost::json::object member(const operate::View& view, MemberId id) const;

  bake::PoolReport report;
  std::shared_ptr<const config::Config> config;
  std::shared_ptr<const health::TargetList> targets;
};

}  // namespace rota::api
