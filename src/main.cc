// The parts list: builds every object, passes each its dependencies, starts the
// threads. Exit 0 after SIGTERM or SIGINT, 1 when it cannot start, 2 on wrong usage.
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <cstdio>
#include <functional>
#include <optional>
#include <thread>
#include <utility>

#include "base/heap.h"
#include "base/log.h"
#include "control/drop_watch.h"
#include "control/kitchen.h"
#include "control/notify.h"
#include "control/options.h"
#include "control/privileges.h"
#include "control/publisher.h"
#include "control/watchdog.h"
#include "serve/worker.h"

namespace {

using namespace rota;

// Until a target has answered it counts as up; longer than this nobody is kept waiting.
constexpr milliseconds readiness_limit{2000};

int fail(const std::string& text) {
  log_error(text);
  return 1;
}

int print_check(const std::string& path) {
  control::Prepared prepared = control::prepare(path);
  for (const Mistake& mistake : prepared.mistakes.all()) std::puts(mistake.line().c_str());
  if (prepared.mistakes.has_errors()) return 1;
  bake::Slots slots;
  const std::vector<health::TargetHealth> unknown(prepared.targets->targets.size());
  const bake::World world(prepared.config, prepared.targets, unknown, slots);
  std::printf("%s: %zu zones, %zu pools, %zu targets: no mistakes\n", path.c_str(),
              world.config().zones.size(), world.config().pools.size(), unknown.size());
  return 0;
}

void reload(control::Kitchen& kitchen, control::Notify& notify) {
  notify.reload_begins();
  kitchen.reload([&](const Mistakes& found) {
    notify.reload_ends(found.has_errors() ? "answering as before: the reload failed, " +
                                                std::to_string(found.errors()) + " mistakes"
                                          : "answering, reloaded");
  });
}

void on_signals(boost::asio::signal_set& signals, boost::asio::io_context& loop,
                std::function<void()> reload) {
  signals.async_wait([&, reload = std::move(reload)](boost::system::error_code failed, int signal) {
    if (failed) return;
    if (signal != SIGHUP) return loop.stop();
    reload();
    on_signals(signals, loop, reload);
  });
}

// Lives until SIGTERM or SIGINT.
void live(const std::string& path, control::Prepared prepared, Published<snapshot::Snapshot>& published,
          serve::Workers& workers) {
  const config::ServerConfig server = prepared.config->server;
  boost::asio::io_context loop{1};
  const SystemClock clock;
  control::Notify notify(control::notify_socket());
  control::Publisher publisher(published);
  health::Board board(loop, clock, Dice(), server.state,
                      [&](std::uint64_t generation, std::uint32_t target, health::TargetHealth health) {
                        publisher.note(generation, target, health);
                      });
  std::optional<control::Watchdog> watchdog;
  control::Kitchen kitchen(path, loop, board, publisher, published);
  const control::DropWatch drops(loop, [&] { return workers.dropped(); });
  boost::asio::signal_set signals(loop, SIGHUP, SIGTERM, SIGINT);
  on_signals(signals, loop, [&] { reload(kitchen, notify); });
  // The first round of probes is in the answers before the first of them leaves.
  const auto answer = [&] {
    workers.start();
    for (const Endpoint& endpoint : server.listen) log_info("ready: answering on " + endpoint.text());
    notify.ready("answering");
    if (const auto limit = control::watchdog_limit())
      watchdog.emplace(loop, *limit, publisher, published, [&] { notify.alive(); });
  };
  kitchen.start_with(std::move(prepared), [&] {
    board.when_ready(readiness_limit,
                     [&] { publisher.when_published([&] { boost::asio::post(loop, answer); }); });
  });
  loop.run();
  log_info("stopping");
  notify.stopping();
  workers.stop();
  board.stop();
}

int run(const std::string& path) {
  control::Prepared prepared = control::prepare(path);
  for (const Mistake& mistake : prepared.mistakes.all())
    log(mistake.severity == Severity::error ? LogLevel::error : LogLevel::warning, mistake.line());
  if (prepared.fatal)
    return fail("not started: " + std::to_string(prepared.mistakes.errors()) + " mistakes in " + path);
  const config::ServerConfig server = prepared.config->server;
  set_log_level(server.log);
  set_log_format(server.log_format);

  control::raise_descriptor_limit();
  Published<snapshot::Snapshot> published;
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  auto workers = serve::Workers::bind(server.listen, server.workers == 0 ? cores : server.workers, published);
  if (!workers) return fail(workers.error().text);
  const auto user = control::drop_privileges(server.user, server.state);
  if (!user) return fail(user.error().text);
  live(path, std::move(prepared), published, **workers);
  return 0;
}

}  // namespace

int main(int count, char** words) {
  set_up_heap();
  std::signal(SIGPIPE, SIG_IGN);
  const auto options = control::parse_options({words, static_cast<std::size_t>(count)});
  if (!options) {
    std::fprintf(stderr, "rotad: %s\n%s", options.error().text.c_str(), control::usage);
    return 2;
  }
  switch (options->action) {
    case control::Options::Action::version: std::puts("rotad " ROTA_VERSION); return 0;
    case control::Options::Action::help: std::fputs(control::usage, stdout); return 0;
    case control::Options::Action::check: return print_check(options->config);
    case control::Options::Action::serve: break;
  }
  return run(options->config);
}
