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
#include "control/api/api.h"
#include "control/check.h"
#include "control/drop_watch.h"
#include "control/events.h"
#include "control/health_events.h"
#include "control/http/door.h"
#include "control/http/server.h"
#include "control/kitchen.h"
#include "control/notify.h"
#include "control/operations.h"
#include "control/options.h"
#include "control/privileges.h"
#include "control/publisher.h"
#include "control/watchdog.h"
#include "serve/answer_once.h"
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
  const control::Checked checked = control::check(path);
  for (const std::string& line : checked.lines()) std::puts(line.c_str());
  return checked.ok() ? 0 : 1;
}

// What was opened and settled before the first thread.
struct Start {
  std::string path;
  std::string user;  // that it runs as, "" for whoever started it
  control::Prepared prepared;
  std::size_t worker_count = 1;
  std::vector<control::http::Door> doors;
};

// The running daemon: all its parts in the order of who needs whom, until SIGTERM or SIGINT.
class Life {
 public:
  Life(Start start, Published<snapshot::Snapshot>& published, serve::Workers& workers)
      : start_(std::move(start)),
        server_(start_.prepared.config->server),
        published_(published),
        workers_(workers) {}

  void run();

 private:
  void answer();
  void note(control::EventKind kind, std::string text, std::string who = {});
  void reload(const std::string& who, control::Kitchen::Reloaded done);
  void on_signals();
  control::api::Sources sources();

  Start start_;
  const config::ServerConfig server_;
  Published<snapshot::Snapshot>& published_;
  serve::Workers& workers_;
  boost::asio::io_context loop_{1};
  control::http::Server http_;  // these two before all that may still call them
  std::optional<control::api::Api> api_;
  const SystemClock clock_;
  control::Notify notify_{control::notify_socket()};
  control::Events events_{loop_, clock_, server_.state};
  std::shared_ptr<const control::Events::Heard> heard_;
  control::Publisher publisher_{
      published_, [this](const config::Config& config, std::uint32_t pool, bool all_down) {
        boost::asio::post(
            loop_, [this, event = control::pool_event(config, pool, all_down)] { events_.append(event); });
      }};
  health::Board board_{loop_,
                       clock_,
                       Dice(),
                       server_.state,
                       [this](std::uint64_t generation, std::uint32_t target, health::TargetHealth health) {
                         publisher_.note(generation, target, health);
                       },
                       [this](const health::Target& target, const health::News& news) {
                         for (auto& event : control::member_events(target, news)) events_.append(event);
                       }};
  std::optional<control::Watchdog> watchdog_;
  control::Operations operations_{{loop_, clock_, published_, publisher_, board_, events_}, server_.state};
  control::Kitchen kitchen_{start_.path, loop_, board_, publisher_, published_, operations_};
  const control::DropWatch drops_{loop_, [this] { return workers_.dropped(); }};
  boost::asio::signal_set signals_{loop_, SIGHUP, SIGTERM, SIGINT};
};

void Life::run() {
  api_.emplace(http_.loop(), sources(), start_.prepared.config->control);
  heard_ = events_.subscribe([this](const control::Event& event) { api_->tell(event); });
  on_signals();
  note(control::EventKind::start, "rotad " ROTA_VERSION " started");
  http_.start(std::move(start_.doors), api_->application());
  kitchen_.start_with(std::move(start_.prepared), [this] {
    // The first round of probes is in the answers before the first of them leaves.
    board_.when_ready(readiness_limit, [this] {
      publisher_.when_published([this] { boost::asio::post(loop_, [this] { answer(); }); });
    });
  });
  loop_.run();
  log_info("stopping");
  notify_.stopping();
  http_.stop();
  workers_.stop();
  board_.stop();
  operations_.stop();
  note(control::EventKind::stop, "rotad stopped");
  events_.stop();
}

void Life::note(control::EventKind kind, std::string text, std::string who) {
  control::Event event;
  event.kind = kind;
  event.text = std::move(text);
  event.who = std::move(who);
  events_.append(std::move(event));
}

void Life::answer() {
  workers_.start();
  for (const Endpoint& endpoint : server_.listen) log_info("ready: answering on " + endpoint.text());
  notify_.ready("answering");
  if (const auto limit = control::watchdog_limit())
    watchdog_.emplace(loop_, *limit, publisher_, published_, [this] { notify_.alive(); });
}

void Life::reload(const std::string& who, control::Kitchen::Reloaded done) {
  notify_.reload_begins();
  kitchen_.reload([this, who, done = std::move(done)](const Mistakes& found) {
    const std::string mistakes = std::to_string(found.errors()) + " mistakes";
    notify_.reload_ends(found.has_errors() ? "answering as before: the reload failed, " + mistakes
                                           : "answering, reloaded");
    api_->reloaded();
    note(control::EventKind::reload,
         found.has_errors() ? "reload failed: " + mistakes + ", the old configuration stays" : "reloaded",
         who);
    if (done) done(found);
  });
}

void Life::on_signals() {
  signals_.async_wait([this](boost::system::error_code failed, int signal) {
    if (failed) return;
    if (signal != SIGHUP) return loop_.stop();
    reload("", {});
    on_signals();
  });
}

control::api::Sources Life::sources() {
  control::api::Sources out{.version = ROTA_VERSION,
                            .config_path = start_.path,
                            .user = start_.user,
                            .workers = start_.worker_count,
                            .listen = server_.listen,
                            .started = clock_.wall()};
  out.later = [this](auto work) { boost::asio::post(http_.loop(), std::move(work)); };
  out.edition = [this] { return published_.edition(); };
  out.inspect = [this](auto look) { publisher_.inspect(std::move(look)); };
  out.view = [this](auto done) {
    boost::asio::post(loop_, [this, done = std::move(done)] { done(operations_.view()); });
  };
  out.say = [this](auto wish, auto done) {
    boost::asio::post(
        loop_, [this, wish = std::move(wish), done = std::move(done)] { operations_.say(wish, done); });
  };
  out.events = [this](auto use) { boost::asio::post(loop_, [this, use = std::move(use)] { use(events_); }); };
  out.answer = serve::answer_once;
  out.reload = [this](auto who, auto done) {
    boost::asio::post(loop_, [this, who = std::move(who), done = std::move(done)] { reload(who, done); });
  };
  return out;
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
  const std::size_t count = server.workers == 0 ? cores : server.workers;
  auto workers = serve::Workers::bind(server.listen, count, published);
  if (!workers) return fail(workers.error().text);
  const auto account = control::find_account(server.user);
  if (!account) return fail(account.error().text);
  auto doors = control::http::open_doors(prepared.config->control, *account);
  if (!doors) return fail(doors.error().text);
  if (*account) {
    const auto dropped = control::drop_privileges(**account, server.state);
    if (!dropped) return fail(dropped.error().text);
  }
  Life({.path = path,
        .user = *account ? (*account)->name : "",
        .prepared = std::move(prepared),
        .worker_count = count,
        .doors = std::move(*doors)},
       published, **workers)
      .run();
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
