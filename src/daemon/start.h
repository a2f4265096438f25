// The start of the daemon, up to its first thread: what needs the rights that it was
// started with, or the process that it replaces.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "base/published.h"
#include "base/result.h"
#include "base/state_directory.h"
#include "daemon/control_sockets.h"
#include "process/helper/helper_process.h"
#include "process/replace/predecessor.h"
#include "publish/prepare.h"
#include "serve/worker.h"
#include "snapshot/snapshot.h"
#include "stats/counters.h"

namespace rota::daemon {

struct Start {
  // What it is started with.
  std::string path{};
  std::unique_ptr<process::Predecessor> predecessor{};  // nullptr: started afresh
  Inherited passed{};                                   // by the service manager, if afresh
  std::unique_ptr<process::HelperProcess> helper{};

  // And what prepare() makes of that.
  std::string user;  // that it runs as, "" for whoever started it
  publish::Prepared prepared;
  StateDirectory state{""};
  std::vector<serve::ListenPoint> listening{};
  std::size_t worker_count = 1;
  std::unique_ptr<serve::Workers> workers;  // nullptr until those of the predecessor are taken over
  std::vector<process::ListeningSocket> sockets;
};

// Loads the configuration, opens all sockets, and drops the rights that are needed no
// more.
Result<void> prepare(Start& start, Published<snapshot::Snapshot>& published,
                     stats::AllCounters& all_counters);

}  // namespace rota::daemon
