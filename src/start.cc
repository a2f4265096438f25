#include "start.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "base/log.h"
#include "control/privileges.h"

namespace rota {

Result<Start> prepare_start(const std::string& path, control::replace::Predecessor* predecessor,
                            Published<snapshot::Snapshot>& published, Lanes& lanes) {
  Start out;
  out.path = path;
  out.prepared = control::prepare(path);
  const Mistakes& mistakes = out.prepared.mistakes;
  for (const Mistake& mistake : mistakes.all())
    log(mistake.severity == Severity::error ? LogLevel::error : LogLevel::warning, mistake.line());
  // In place of a process that serves all, a broken zone is as fatal as it is to a reload.
  if (out.prepared.fatal || (predecessor != nullptr && mistakes.has_errors()))
    return Error{"not started: " + std::to_string(mistakes.errors()) + " mistakes in " + path};
  const config::ServerConfig& server = out.prepared.config->server;
  set_log_level(server.log);
  set_log_format(server.log_format);

  control::raise_descriptor_limit();
  out.worker_count = server.workers == 0 ? std::max(1U, std::thread::hardware_concurrency()) : server.workers;
  if (predecessor == nullptr) {
    auto workers = serve::Workers::bind(server.listen, out.worker_count, published, lanes);
    if (!workers) return workers.error();
    out.workers = std::move(*workers);
  }
  const auto account = control::find_account(server.user);
  if (!account) return account.error();
  auto doors = control::http::open_doors(out.prepared.config->control, *account,
                                         predecessor != nullptr ? &predecessor->sockets() : nullptr);
  if (!doors) return doors.error();
  out.doors = std::move(*doors);
  if (*account) {
    out.user = (*account)->name;
    const auto dropped = control::drop_privileges(**account, server.state);
    if (!dropped) return dropped.error();
  }
  out.state = server.state;
  if (predecessor == nullptr) return out;
  auto known = predecessor->learn();
  if (!known) return known.error();
  out.state = StateDirectory(server.state, std::move(*known));
  return out;
}

}  // namespace rota
