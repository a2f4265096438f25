// The start of the daemon, up to its first thread: what needs the rights that it was
// started with, or the process that it replaces.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "base/lanes.h"
#include "base/published.h"
#include "base/result.h"
#include "base/state_directory.h"
#include "control/http/door.h"
#include "control/kitchen.h"
#include "control/replace/predecessor.h"
#include "control/replace/program.h"
#include "serve/worker.h"
#include "snapshot/snapshot.h"

namespace rota {

struct Start {
  std::string path;
  control::replace::Program program;
  std::unique_ptr<control::replace::Predecessor> predecessor;  // nullptr: started afresh
  std::string user;                                            // that it runs as, "" for whoever started it
  control::Prepared prepared;
  StateDirectory state{""};
  std::size_t worker_count = 1;
  std::unique_ptr<serve::Workers> workers;  // nullptr until those of the predecessor are taken over
  std::vector<control::http::Door> doors;
};

// Loads the configuration, opens all sockets, and drops the rights that are needed no
// more. `predecessor` is nullptr when the daemon is started afresh.
// Else `passed` are the sockets that the service manager gave it.
Result<Start> prepare_start(const std::string& path, control::replace::Predecessor* predecessor,
                            Inherited& passed, Published<snapshot::Snapshot>& published, Lanes& lanes);

}  // namespace rota
