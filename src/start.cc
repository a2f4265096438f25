#include "start.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "base/log.h"
#include "control/privileges.h"
#include "control/service/activation.h"

namespace rota {

namespace {

// What the files say; an error when they do not do for a start.
Result<Start> load(const std::string& path, bool is_in_place_of_another) {
  Start out;
  out.path = path;
  out.prepared = control::prepare(path);
  const Mistakes& mistakes = out.prepared.mistakes;
  for (const Mistake& mistake : mistakes.all())
    log(mistake.severity == Severity::error ? LogLevel::error : LogLevel::warning, mistake.line());
  // In place of a process that serves all, a broken zone is as fatal as it is to a reload.
  if (out.prepared.fatal || (is_in_place_of_another && mistakes.has_errors()))
    return Error{"not started: " + std::to_string(mistakes.errors()) + " mistakes in " + path};
  const config::ServerConfig& server = out.prepared.config->server;
  set_log_level(server.log);
  set_log_format(server.log_format);
  out.worker_count = server.workers == 0 ? std::max(1U, std::thread::hardware_concurrency()) : server.workers;
  return out;
}

}  // namespace

Result<Start> prepare_start(const std::string& path, control::replace::Predecessor* predecessor,
                            Inherited& passed, Published<snapshot::Snapshot>& published, Lanes& lanes) {
  auto loaded = load(path, predecessor != nullptr);
  if (!loaded) return loaded;
  Start& out = *loaded;
  const config::ServerConfig& server = out.prepared.config->server;
  Inherited& inherited = predecessor != nullptr ? predecessor->sockets() : passed;
  control::raise_descriptor_limit();
  control::drop_unnamed(inherited, server.listen);
  out.worker_count = serve::Workers::needed(server.listen, out.worker_count, inherited);
  if (predecessor == nullptr) {
    auto workers = serve::Workers::bind(server.listen, out.worker_count, published, lanes, &inherited);
    if (!workers) return workers.error();
    out.workers = std::move(*workers);
  }
  const auto account = control::find_account(server.user);
  if (!account) return account.error();
  auto doors = control::http::open_doors(out.prepared.config->control, *account, &inherited);
  if (!doors) return doors.error();
  out.doors = std::move(*doors);
  if (*account) {
    out.user = (*account)->name;
    const auto dropped = control::drop_privileges(**account, server.state);
    if (!dropped) return dropped.error();
  }
  out.state = server.state;
  if (predecessor == nullptr) return loaded;
  auto known = predecessor->learn();
  if (!known) return known.error();
  out.state = StateDirectory(server.state, std::move(*known));
  return loaded;
}

}  // namespace rota
