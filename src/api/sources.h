// All that the API asks others for. Each may be called on the server's thread and
// never blocks it; what comes back is told by a callback, on the thread of who knows.
// None of these threads makes anything for a client: they hand out what they share.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "bake/baker.h"
#include "base/result.h"
#include "base/wall_time.h"
#include "config/config.h"
#include "config/load.h"
#include "operate/operations.h"
#include "operate/view.h"
#include "publish/publisher.h"
#include "publish/reload_outcome.h"
#include "stats/traffic.h"

namespace rota::api {

struct Sources {
  std::string version;
  std::string host;  // name of the machine
  std::string config_path;
  std::string user;  // that the process runs as
  std::size_t workers = 0;
  std::vector<std::string> listen;  // as config::listen_text() has it
  WallTime started{};

  std::function<void(std::function<void()>)> later{};  // called on the server's thread
  std::function<bool()> is_answering{};                // DNS, after the first round of checks
  std::function<std::uint64_t()> edition{};            // of the snapshot that is published
  std::function<stats::Traffic()> traffic{};           // that the workers counted
  std::function<publish::Bakes()> bakes{};
  std::function<void(std::function<void(const bake::World*)>)> inspect{};
  std::function<void(std::function<void(std::shared_ptr<const operate::View>)>)>
      view{};  // null before anything is served
  std::function<void(operate::OverrideRequest, operate::Operations::Done)> say{};
  std::function<void(std::string who, config::LoadOptions,
                     std::function<void(const publish::ReloadOutcome&)>)>
      reload{};
  // By a new process of the same program: its number, or why there is none.
  std::function<void(std::string who, std::function<void(const Result<pid_t>&)>)> replace{};
  // While one is taking over: what would be changed now, it would not know.
  std::function<bool()> is_being_replaced = [] { return false; };
};

}  // namespace rota::api
