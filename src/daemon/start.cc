#include "daemon/start.h"

#include <algorithm>
#include <optional>
#include <set>
#include <system_error>
#include <thread>
#include <utility>

#include "base/log.h"
#include "base/log_mistakes.h"
#include "base/plural.h"
#include "daemon/limits.h"
#include "process/paths.h"
#include "process/privileges.h"
#include "process/sandbox.h"
#include "process/service/activation.h"
#include "publish/listening.h"
#include "serve/claim.h"

namespace rota::daemon {

namespace {

// An error when what the files say does not do for a start.
Result<void> load(Start& start) {
  start.prepared = publish::prepare(start.path);
  const Mistakes& mistakes = start.prepared.mistakes;
  if (start.prepared.config) set_log_format(start.prepared.config->server.log_format);
  log_all(mistakes);
  // In place of a process that serves all, a broken zone is as fatal as it is to a reload.
  if (start.prepared.fatal || (start.predecessor && mistakes.has_errors()))
    return Error{"not started: " + plural(mistakes.errors(), "error") + " in " + start.path};
  const config::ServerConfig& server = start.prepared.config->server;
  set_log_level(server.log);
  return {};
}

// Root without the capabilities for it, as in a user namespace or a container, cannot.
Result<void> can_become(const process::Account& account) {
  const process::ActingAs trial(account);
  if (trial.error() == 0) return {};
  return Error{"cannot become user '" + account.name +
               "': " + std::generic_category().message(trial.error())};
}

// Whom to become, with a state directory of its own. Where that cannot be, and the operator
// has not asked for that user, the process stays who it is.
Result<std::optional<process::Account>> choose_account(const config::ServerConfig& server) {
  auto account = process::find_account(server.user);
  if (!account || !*account) return account;
  const auto possible = can_become(**account);
  if (!possible && server.user_given)
    return Error{possible.error().text + "; to run as the current user, set user = \"\" in [server]"};
  const auto given = possible ? process::give_directory(server.state, **account) : possible;
  if (given) return account;
  if (server.user_given) {
    log_warning("state_not_kept", given.error().text + ": state is not kept",
                {{"reason", given.error().text}});
    return account;
  }
  log_warning("user_unchanged", given.error().text + ": running as the current user; set 'user' in [server]");
  return std::optional<process::Account>();
}

// Addresses that the operator has not written are left out where this host has no such family.
void choose_points(Start& start, Inherited& inherited) {
  config::ServerConfig& server = start.prepared.config->server;
  if (!server.listen_given)
    std::erase_if(server.listen, [](const auto& each) { return serve::lacks_family(each.endpoint); });
  Mistakes none;  // they were found when it was loaded
  start.listening = publish::read_listening(server.listen, none);
  std::set<SocketName> named;
  for (const serve::ListenPoint& point : start.listening)
    named.emplace(point.kind->name, point.endpoint.text());
  process::drop_unnamed(inherited, serve::socket_kinds(), named);
}

Result<void> open_sockets(Start& start, const std::optional<process::Account>& account,
                          Published<snapshot::Snapshot>& published, stats::AllCounters& all_counters) {
  config::Config& config = *start.prepared.config;
  const std::size_t wanted = config.server.workers;
  Inherited& inherited = start.predecessor ? start.predecessor->sockets() : start.passed;
  process::raise_descriptor_limit();
  choose_points(start, inherited);
  if (!start.predecessor)
    if (const auto claimed = serve::claim(start.listening, inherited); !claimed) return claimed.error();
  start.worker_count = serve::Workers::needed(
      start.listening, wanted == 0 ? std::max(1U, std::thread::hardware_concurrency()) : wanted, inherited);
  const auto enough = daemon::check_limits(start.worker_count, start.listening);
  if (!enough) return enough.error();
  if (!start.predecessor) {
    auto workers =
        serve::Workers::bind(start.listening, start.worker_count, published, all_counters, &inherited);
    if (!workers) return workers.error();
    start.workers = std::move(*workers);
  }
  auto sockets = daemon::open_control_sockets(config.control, account, &inherited);
  if (!sockets) return sockets.error();
  start.sockets = std::move(*sockets);
  return {};
}

Result<void> drop_rights(Start& start, const std::optional<process::Account>& account) {
  const config::ServerConfig& server = start.prepared.config->server;
  if (account) {
    start.user = account->name;
    if (const auto dropped = process::drop_privileges(*account); !dropped) return dropped.error();
    if (const auto became = start.helper->become(*account); !became) return became.error();
  }
  if (const auto confined = start.helper->confine(server.sandbox); !confined)
    log_warning("helper_unconfined", "the helper process: " + confined.error().text);
  if (!server.sandbox) return {};
  if (const auto entered = process::enter_sandbox(); !entered)
    log_warning("no_sandbox", entered.error().text + ": running without a sandbox");
  return {};
}

}  // namespace

Result<void> prepare(Start& start, Published<snapshot::Snapshot>& published,
                     stats::AllCounters& all_counters) {
  if (const auto loaded = load(start); !loaded) return loaded.error();
  const config::ServerConfig& server = start.prepared.config->server;
  const auto account = choose_account(server);
  if (!account) return account.error();
  if (const auto opened = open_sockets(start, *account, published, all_counters); !opened)
    return opened.error();
  if (const auto dropped = drop_rights(start, *account); !dropped) return dropped.error();
  start.state = server.state;
  if (!start.predecessor) return {};
  auto known = start.predecessor->learn();
  if (!known) return known.error();
  start.state = StateDirectory(server.state, std::move(*known));
  return {};
}

}  // namespace rota::daemon
