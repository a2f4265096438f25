#include "publish/reloader.h"

#include <boost/asio/post.hpp>
#include <future>
#include <utility>

#include "base/guard.h"
#include "base/heap.h"
#include "base/log.h"
#include "base/log_mistakes.h"
#include "config/reloading.h"

namespace rota::publish {

namespace asio = boost::asio;

namespace {

Position in(const std::string& file) { return {std::make_shared<const std::string>(file), 0, 0}; }

}  // namespace

Reloader::Reloader(std::string path, asio::io_context& loop, health::Board& board, Publisher& publisher,
                   Published<snapshot::Snapshot>& published, Operators& operators,
                   stats::AllCounters& all_counters, const dns::CookieSecret& secret)
    : path_(std::move(path)),
      loop_(loop),
      board_(board),
      publisher_(publisher),
      published_(published),
      operators_(operators),
      secret_(secret),
      counts_(all_counters),
      thread_([this] { run(); }) {}

Reloader::~Reloader() {
  jobs_.close();
  // The thread may be waiting for the loop, which nobody else turns any more.
  while (!closed_)
    guarded("a task of the control loop", [this] {
      loop_.restart();
      loop_.run_for(milliseconds(5));
    });
  thread_.join();
}

void Reloader::start_with(Prepared prepared, Started done) {
  jobs_.put({false, std::move(prepared), std::move(done), {}});
}

void Reloader::reload(Reloaded done, const config::LoadOptions& options) {
  jobs_.put({true, {}, {}, std::move(done), options});
}

void Reloader::run() {
  while (!jobs_.is_closed()) {
    auto jobs = jobs_.take();
    const Time since = std::chrono::steady_clock::now();
    config::LoadOptions options;
    for (Job& job : jobs) {
      if (!job.is_reload) start(job, since);
      options.allow_empty = options.allow_empty || job.options.allow_empty;
    }
    std::erase_if(jobs, [](const Job& job) { return !job.is_reload; });
    // Reloads asked for while one was under way are one reload: of what the files say now.
    if (!jobs.empty() && !jobs_.is_closed()) {
      std::vector<Reloaded> who;
      persist("a reload", [&] { who.reserve(jobs.size() + 1); });
      who.emplace_back([](const ReloadOutcome& outcome) { outcome.log(); });
      for (Job& job : jobs) who.push_back(std::move(job.reloaded));
      tell(try_to_reload(options), since, who);
    }
    trim_heap();
  }
  closed_ = true;
}

// There is no old world that could go on: whoever asked for the start ends it.
void Reloader::start(Job& job, Time since) {
  ReloadOutcome outcome{.mistakes = {}, .applies = true};
  const auto failed = guarded("the first configuration", [&] {
    outcome.mistakes = job.prepared.mistakes;
    bake(std::move(job.prepared));
  });
  persist("telling of the start",
          [&] { tell(outcome, since, {[done = job.done, failed](const ReloadOutcome&) { done(failed); }}); });
}

// Somebody waits to hear it.
void Reloader::tell(const ReloadOutcome& outcome, Time since, const std::vector<Reloaded>& who) {
  const auto took = std::chrono::steady_clock::now() - since;
  persist("telling of a reload", [&] {
    asio::post(loop_, [this, told = ReloadOutcome(outcome), took, who]() mutable {
      if (told.applies) told.targets = adopted_;
      persist("noting a reload", [&] { operators_.note_reload(told, took); });
      for (const Reloaded& done : who)
        if (done) guarded("telling of a reload", [&] { done(told); });
    });
  });
}

// Whatever it throws, when memory runs out above all, is one more mistake of the reload.
ReloadOutcome Reloader::try_to_reload(const config::LoadOptions& options) {
  ReloadOutcome out;
  if (const auto error = guarded("reload", [&] { out = reload_now(options); }))
    persist("telling of a reload", [&] {
      out = {};
      out.mistakes.error(in(path_), "the reload failed: " + error->text + "; the old configuration stays");
    });
  return out;
}

ReloadOutcome Reloader::reload_now(const config::LoadOptions& options) {
  log_info("reload_started", "reload: loading " + path_, {{"file", path_}});
  Prepared prepared = prepare(path_, options, &versions_);
  Mistakes& found = prepared.mistakes;
  if (zones_ > 0 && prepared.config->zones.empty() && prepared.applies() && !options.allow_empty) {
    prepared.is_partial = false;
    found.error(in(path_),
                "the configuration has no zones any more; to serve none, run `rotactl reload "
                "--allow-empty`");
  }
  if (prepared.applies()) keep_what_needs_replacing(*prepared.config, found);
  log_all(found);
  ReloadOutcome out{.mistakes = found, .applies = prepared.applies(), .unloaded = prepared.unloaded};
  if (out.applies) bake(std::move(prepared));
  return out;
}

void Reloader::bake(Prepared prepared) {
  const std::uint64_t generation = ++generation_;
  auto& secrets = prepared.config->server.service.cookies.secrets;
  if (secrets.empty()) secrets = {secret_};
  slots_.reclaim(published_.oldest_in_use());
  counts_.forget();
  // Looked up on the loop: the board and the operators live there.
  std::packaged_task<Publisher::Known()> look([&] {
    return Publisher::Known{board_.view(*prepared.targets, prepared.config->checks),
                            operators_.overrides_of(prepared.config)};
  });
  auto view = look.get_future();
  asio::post(loop_, [&look] { look(); });
  Publisher::Known known = view.get();  // nothing may fail before it: the loop works with this frame
  auto world = std::make_unique<bake::World>(prepared.config, prepared.targets, std::move(known.health),
                                             slots_, counts_, known.overrides);
  health::Checks checks = board_.make(prepared.checks);  // here, where it may still fail
  config::ServerConfig running = prepared.config->server;
  config::ControlConfig control = prepared.config->control;
  const std::size_t zones = prepared.config->zones.size();
  auto versions = std::move(prepared.versions);
  // That turn of the loop may end after this thread has gone on: it owns what it works with.
  // Where it is never come to the promise goes with it, and that is heard here.
  auto published = std::make_shared<std::promise<std::uint64_t>>();
  auto edition = published->get_future();
  asio::post(loop_, [this, generation, published = std::move(published), prepared = std::move(prepared),
                     world = std::move(world), checks = std::move(checks)]() mutable {
    hand_over(generation, prepared, std::move(world), checks,
              [published](std::uint64_t adopted) { published->set_value(adopted); });
  });
  // From here on there is no way back, and nothing fails.
  running_ = std::move(running);
  control_ = std::move(control);
  zones_ = zones;
  versions_ = std::move(versions);
  set_log_level(running_.log);
  set_log_format(running_.log_format);
  const std::uint64_t adopted = edition.get();
  persist("retiring turns", [&] { slots_.retire(adopted); });
}

// One turn of the loop hands the world to the publisher, its targets to the board and
// its members to the operators, so that no flip and no word can fall in between. Each
// step goes through before the next: all three are of one generation at its end.
void Reloader::hand_over(std::uint64_t generation, const Prepared& prepared,
                         std::unique_ptr<bake::World> world, const health::Checks& checks,
                         const std::function<void(std::uint64_t)>& done) {
  constexpr std::string_view what = "handing over a configuration";
  Operators::Adoption adoption;
  persist(what, [&] { adoption = operators_.adopt(generation, prepared.config, prepared.targets); });
  Publisher::Known known;
  persist(what, [&] { known.health = board_.view(*prepared.targets, prepared.config->checks); });
  known.overrides = std::move(adoption.overrides);
  std::function<void(std::uint64_t)> both;
  persist(what, [&] {
    both = [done, told = adoption.published](std::uint64_t edition) {
      told(edition);
      done(edition);
    };
  });
  publisher_.adopt(generation, std::move(world), std::move(known), std::move(both));
  persist(what,
          [&] { adopted_ = board_.adopt(generation, prepared.targets, prepared.config->checks, checks); });
  persist(what, [&] { operators_.pause_maintained(); });
}

// What is told of the configuration from then on is what is in force.
void Reloader::keep_what_needs_replacing(config::Config& next, Mistakes& found) const {
  for (const std::string_view key : config::keep_unreloadable(running_, control_, next))
    found.warning(in(path_), config::replace_hint(key));
}

}  // namespace rota::publish
