// The reloader: loads, validates and bakes whole configurations on a thread of its
// own. Old or new, never half: with any mistake the old world stays, and the log
// says why.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "bake/slots.h"
#include "base/inbox.h"
#include "base/mistakes.h"
#include "health/board.h"
#include "publish/operators.h"
#include "publish/prepare.h"
#include "publish/publisher.h"
#include "stats/counts_by_name.h"

namespace rota::publish {

class Reloader {
 public:
  // `loop` is the board's and that of the operators; all must outlive it,
  // `all_counters` every world too. `secret` is that of cookies where none is configured.
  Reloader(std::string path, boost::asio::io_context& loop, health::Board& board, Publisher& publisher,
           Published<snapshot::Snapshot>& published, Operators& operators, stats::AllCounters& all_counters,
           const dns::CookieSecret& secret);
  // Finishes the reload under way, turning the loop itself: call on the loop's thread.
  ~Reloader();

  // Bakes this and hands it over; `done` is called on the loop once it is published, or
  // with what stood against it: then there is nothing to serve.
  using Started = std::function<void(const std::optional<Error>&)>;
  void start_with(Prepared prepared, Started done);

  // Loads anew, from any thread. `done` is called on the loop with what came of it. To
  // lose all zones is an error unless the options allow it.
  using Reloaded = std::function<void(const ReloadOutcome&)>;
  void reload(Reloaded done = {}, const config::LoadOptions& options = {});

 private:
  struct Job {
    bool is_reload = false;
    Prepared prepared;
    Started done;
    Reloaded reloaded;
    config::LoadOptions options{};
  };

  void run();
  void start(Job& job, Time since);
  ReloadOutcome try_to_reload(const config::LoadOptions& options);
  ReloadOutcome reload_now(const config::LoadOptions& options);
  void bake(Prepared prepared);
  void hand_over(std::uint64_t generation, const Prepared& prepared, std::unique_ptr<bake::World> world,
                 const health::Checks& checks, const std::function<void(std::uint64_t edition)>& done);
  void tell(const ReloadOutcome& outcome, Time since, const std::vector<Reloaded>& who);
  void keep_what_needs_replacing(config::Config& next, Mistakes& found) const;

  std::string path_;
  boost::asio::io_context& loop_;
  health::Board& board_;
  Publisher& publisher_;
  Published<snapshot::Snapshot>& published_;
  Operators& operators_;
  const dns::CookieSecret secret_;
  bake::Slots slots_;
  stats::CountsByName counts_;
  std::uint64_t generation_ = 0;
  config::ServerConfig running_;  // these four are of what runs
  config::ControlConfig control_;
  std::size_t zones_ = 0;
  config::ZoneVersions versions_;
  health::Adopted adopted_;  // the loop's, as told by the board last
  Inbox<Job> jobs_;
  std::atomic<bool> closed_{false};
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace rota::publish
