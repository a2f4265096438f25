// The running daemon: all its parts in the order of who needs whom, until SIGTERM or
// SIGINT, or until a new process goes on.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "api/api.h"
#include "base/guard.h"
#include "base/kept_key.h"
#include "base/log.h"
#include "daemon/start.h"
#include "daemon/watchdog.h"
#include "health/board.h"
#include "http/server.h"
#include "operate/events/events.h"
#include "operate/events/health_events.h"
#include "operate/events/log_event.h"
#include "operate/operations.h"
#include "probe/prober.h"
#include "process/drop_watch.h"
#include "process/helper/helper.h"
#include "process/replace/replacer.h"
#include "process/service/notify.h"
#include "publish/publisher.h"
#include "publish/reloader.h"

namespace rota::daemon {

class Life {
 public:
  Life(Start start, Published<snapshot::Snapshot>& published, stats::AllCounters& all_counters)
      : start_(std::move(start)),
        server_(start_.prepared.config->server),
        published_(published),
        all_counters_(all_counters) {}

  int run();  // the exit code

 private:
  void start_when_ready();
  void answer();
  bool take_over();
  void be_in_charge();
  void outlive_predecessor();
  void resume();
  void give_up(const std::string& why);
  void end();
  process::Replacer::Part part_in_replacement();
  void note(operate::EventKind kind, std::string text, std::string who = {});
  void reload(const std::string& who, const config::LoadOptions& options, publish::Reloader::Reloaded done);
  void tell_reload(const publish::ReloadOutcome& outcome, const std::string& who);
  void replace(const std::string& who, const process::Replacer::Done& done);
  void on_signals();
  template <class Task>
  void on_loop(std::string_view what, Task task) {
    boost::asio::post(loop_, [what, task = std::move(task)] { guarded(what, task); });
  }
  api::Sources sources();

  Start start_;
  const config::ServerConfig server_;
  Published<snapshot::Snapshot>& published_;
  stats::AllCounters& all_counters_;
  boost::asio::io_context loop_{1};
  http::Server http_;  // these two before all that may still call them
  std::optional<api::Api> api_;
  const SystemClock clock_;
  process::Notify notify_{process::notify_socket()};
  operate::Events events_{loop_, clock_, start_.state};
  std::shared_ptr<const operate::Events::Heard> heard_;
  publish::Publisher publisher_{
      published_, [this](const config::Config& config, const bake::TurnedPool& turned) {
        boost::asio::post(loop_, [this, events = operate::pool_events(config, turned)] {
          for (const operate::Event& event : events) {
            operate::log_event(event.reason.empty() ? LogLevel::info : LogLevel::warning, event);
            events_.append(event);
          }
        });
      }};
  health::Board board_{loop_,
                       clock_,
                       Dice(),
                       start_.state,
                       probe::Prober::start,
                       [this](std::uint64_t generation, TargetId target, health::TargetHealth health) {
                         publisher_.note(generation, target, health);
                       },
                       [this](const health::Target& target, const health::News& news) {
                         for (auto& event : operate::member_events(target, news)) events_.append(event);
                       },
                       [this](const health::News& news) { events_.append(operate::blindness_event(news)); }};
  std::optional<daemon::Watchdog> watchdog_;
  operate::Operations operations_{{loop_, clock_, published_, publisher_, board_, events_}, start_.state};
  const KeptKey cookies_{start_.state, "cookie_secret", "the secret of cookies"};
  publish::Reloader reloader_{start_.path, loop_,       board_,        publisher_,
                              published_,  operations_, all_counters_, cookies_.key()};
  process::DropWatch drops_{loop_, [this] { return start_.workers ? start_.workers->dropped() : 0; }};
  boost::asio::signal_set signals_{loop_, SIGHUP, SIGTERM, SIGINT};
  process::Helper helper_{loop_, *start_.helper};
  process::Replacer replacer_{loop_, helper_, part_in_replacement(), {}};
  std::atomic<bool> is_being_replaced_{false};  // the new process has been told what is known
  std::atomic<bool> is_started_{false};         // it answers
  bool watches_signals_ = false;                // the next one will be heard
  bool is_in_charge_ = false;
  bool reload_missed_ = false;
  std::optional<pid_t> successor_;
  int exit_code_ = 0;
};

}  // namespace rota::daemon
