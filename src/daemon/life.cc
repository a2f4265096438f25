#include "daemon/life.h"

#include <unistd.h>

#include <boost/asio/ip/host_name.hpp>
#include <boost/asio/post.hpp>
#include <string>

#include "base/guard.h"
#include "base/interrupt.h"
#include "base/log.h"
#include "config/listen_reader.h"

namespace rota::daemon {

namespace {

// Until a target has answered it counts as up; longer than this nobody is kept waiting.
constexpr milliseconds readiness_limit{2000};

}  // namespace

int Life::run() {
  api_.emplace(http_.loop(), sources(), events_.history(), start_.prepared.config->control);
  heard_ = events_.subscribe([this](const operate::EventPtr& event) { api_->tell(event); });
  on_signals();
  if (!start_.predecessor) {
    note(operate::EventKind::start, "rotad " ROTA_VERSION " started");
    http_.start(std::move(start_.sockets), api_->application());
  }
  start_when_ready();
  run_guarded("a task of the control loop", loop_, [this] { resume(); });
  end();
  return exit_code_;
}

// A task of the loop failed. Each part asks anew for what it may have waited for.
void Life::resume() {
  if (!is_started_) return give_up("out of memory or another resource; see above");
  if (!watches_signals_) on_signals();
  board_.resume();
  operations_.look();
  drops_.resume();
  if (watchdog_) watchdog_->resume();
}

// A start that fails halfway ends: whoever started it is to know, and to start it again.
void Life::give_up(const std::string& why) {
  if (start_.predecessor) start_.predecessor->tell_failure(why);
  log_error("start_failed", "not started: " + why, {{"reason", why}});
  exit_code_ = 1;
  loop_.stop();
}

void Life::start_when_ready() {
  reloader_.start_with(std::move(start_.prepared), [this](const std::optional<Error>& failed) {
    if (failed) return give_up(failed->text);
    // The first round of probes is in the answers before the first of them leaves.
    board_.when_ready(readiness_limit, [this] {
      publisher_.when_published([this] { boost::asio::post(loop_, [this] { answer(); }); });
    });
  });
}

void Life::answer() {
  if (start_.predecessor && !take_over()) return;
  start_.workers->start();
  is_started_ = true;
  for (const std::string& each : listen_texts(server_.listen))
    log_info("ready", "ready: answering on " + each, {{"address", each}});
  if (!start_.predecessor) return be_in_charge();
  http_.start(std::move(start_.sockets), api_->application());
  start_.predecessor->tell_ready(
      loop_, [this] { be_in_charge(); }, [this] { outlive_predecessor(); });
}

// Not earlier: sockets that are bound in addition get queries from that moment on.
bool Life::take_over() {
  auto workers = serve::Workers::bind(start_.listening, start_.worker_count, published_, all_counters_,
                                      &start_.predecessor->sockets());
  if (workers) {
    start_.workers = std::move(*workers);
    return true;
  }
  give_up(workers.error().text);
  return false;
}

void Life::be_in_charge() {
  is_in_charge_ = true;
  notify_.ready("answering");
  if (start_.predecessor)
    note(operate::EventKind::replace,
         "rotad " ROTA_VERSION " continues as process " + std::to_string(::getpid()));
  if (const auto limit = process::watchdog_limit())
    watchdog_.emplace(loop_, *limit, publisher_, published_, [this] { notify_.alive(); });
}

void Life::outlive_predecessor() {
  if (!is_in_charge_) be_in_charge();
  http_.own();
  daemon::close_surplus_sockets(start_.predecessor->sockets());
  start_.workers->give_up_surplus();
}

void Life::end() {
  if (successor_) {
    log_info("replaced", "process " + std::to_string(*successor_) + " goes on");
    http_.leave();
    start_.workers->leave();
  } else {
    log_info("stopping", "stopping");
    notify_.stopping();
    http_.stop();
    if (start_.workers) start_.workers->stop();
  }
  start_.predecessor.reset();  // what it waits with is of the loop, which goes before it
  guarded("keeping health", [this] { board_.stop(); });
  operations_.stop();
  guarded("an event", [this] {
    if (!successor_) note(operate::EventKind::stop, "rotad stopped");
  });
  guarded("keeping events", [this] { events_.stop(); });
}

void Life::note(operate::EventKind kind, std::string text, std::string who) {
  operate::Event event;
  event.kind = kind;
  event.text = std::move(text);
  event.who = std::move(who);
  events_.append(std::move(event));
}

process::Replacer::Part Life::part_in_replacement() {
  process::Replacer::Part out;
  out.sockets = [this]() -> Result<std::vector<NamedSocket>> {
    if (!is_in_charge_) return Error{"this process does not answer yet: try again soon"};
    auto sockets = start_.workers->sockets();
    if (sockets)
      for (const NamedSocket& socket : http_.sockets()) sockets->push_back(socket);
    return sockets;
  };
  out.tell = [this] {
    is_being_replaced_ = true;
    board_.save();
    events_.save();
    return start_.state.hold();
  };
  out.go_on = [this] {
    is_being_replaced_ = false;
    start_.state.go_on();
  };
  out.leave = [this](pid_t next) {
    notify_.alive();
    notify_.main_process(next);
    if (reload_missed_) ::kill(next, SIGHUP);
    successor_ = next;
    loop_.stop();
  };
  return out;
}

void Life::reload(const std::string& who, const config::LoadOptions& options,
                  publish::Reloader::Reloaded done) {
  reload_missed_ = replacer_.is_under_way();  // the new process may have read the files already
  reloader_.reload(
      [this, who, done = std::move(done)](const publish::ReloadOutcome& outcome) {
        api_->reloaded();
        guarded("telling of a reload", [&] { tell_reload(outcome, who); });
        if (done) done(outcome);
      },
      options);
  notify_.reload_begins();
}

void Life::tell_reload(const publish::ReloadOutcome& outcome, const std::string& who) {
  notify_.reload_ends(!outcome.applies  ? "answering as before: reload " + outcome.text()
                      : outcome.is_ok() ? "answering, reloaded"
                                        : "answering, reloaded in part");
  note(operate::EventKind::reload, "reload " + outcome.text(), who);
}

void Life::replace(const std::string& who, const process::Replacer::Done& done) {
  if (!replacer_.is_under_way()) reload_missed_ = false;
  note(operate::EventKind::replace, "a new process is to replace this one", who);
  replacer_.start([this, who, done](const Result<pid_t>& next) {
    if (!next) {
      const std::string& why = next.error().text;  // behind it a line for each error
      note(operate::EventKind::replace, "not replaced: " + why.substr(0, why.find('\n')), who);
    }
    done(next);
  });
}

void Life::on_signals() {
  signals_.async_wait([this](boost::system::error_code failed, int signal) {
    watches_signals_ = false;
    if (failed) return;
    if (signal != SIGHUP) {
      loads_are_interrupted = true;  // nobody waits for what a reload still reads
      return loop_.stop();
    }
    on_signals();  // before what may fail
    reload("", {}, {});
  });
  watches_signals_ = true;
}

api::Sources Life::sources() {
  boost::system::error_code host_error;  // then it has none
  api::Sources out{.version = ROTA_VERSION,
                   .host = boost::asio::ip::host_name(host_error),
                   .config_path = start_.path,
                   .user = start_.user,
                   .workers = start_.worker_count,
                   .listen = listen_texts(server_.listen),
                   .started = clock_.wall()};
  out.later = [this](auto work) { boost::asio::post(http_.loop(), std::move(work)); };
  out.is_answering = [this] { return is_started_.load(); };
  out.edition = [this] { return published_.edition(); };
  out.traffic = [this] { return start_.workers->traffic(); };
  out.bakes = [this] { return publisher_.bakes(); };
  out.inspect = [this](auto look) { publisher_.inspect(std::move(look)); };
  // What fails there is that request: who waits for it hears that it is gone.
  out.view = [this](auto done) {
    on_loop("a look at the members", [this, done = std::move(done)] { done(operations_.view()); });
  };
  out.say = [this](auto wanted, auto done) {
    on_loop("an override",
            [this, wanted = std::move(wanted), done = std::move(done)] { operations_.say(wanted, done); });
  };
  out.reload = [this](auto who, auto options, auto done) {
    on_loop("a reload",
            [this, who = std::move(who), options, done = std::move(done)] { reload(who, options, done); });
  };
  out.replace = [this](auto who, auto done) {
    on_loop("a replacement", [this, who = std::move(who), done = std::move(done)] { replace(who, done); });
  };
  out.is_being_replaced = [this] { return is_being_replaced_.load(); };
  return out;
}

}  // namespace rota::daemon
