#include "publish/reloader.h"

#include <boost/asio/executor_work_guard.hpp>
#include <catch2/catch.hpp>

#include "operate/operations.h"
#include "probe/prober.h"
#include "support/baked.h"
#include "support/temporary_folder.h"

using namespace rota;

namespace {

const std::string server = "listen = [\"127.0.0.1:5300\"]\n";
const std::string good_zone = "zone = \"lb.example\"\nnameservers = { ns1 = \"192.0.2.53\" }\n";
const std::string pool = "[pool.web]\nnames = [\"www\"]\nmembers = [\"192.0.2.1\", \"192.0.2.2\"]\n";

std::vector<std::string> lines(const publish::Prepared& prepared) {
  std::vector<std::string> out;
  for (const Mistake& mistake : prepared.mistakes.all()) out.push_back(mistake.line());
  return out;
}

// A reloader with all it needs; `run` turns the loop until `done` is called.
struct Bench {
  explicit Bench(const std::string& path)
      : board(loop, clock, Dice(1), "", probe::Prober::start,
              [this](auto g, auto t, auto h) { publisher.note(g, t, h); }),
        reloader(path, loop, board, publisher, published, operations, all_counters, {}) {
    auto prepared = publish::prepare(path);
    REQUIRE_FALSE(prepared.fatal);
    reloader.start_with(std::move(prepared), [this](const auto&) { loop.stop(); });
    loop.run();
    loop.restart();
  }

  // What came of a reload, once it has ended.
  publish::ReloadOutcome outcome_of_reload(const config::LoadOptions& options = {}) {
    publish::ReloadOutcome out;
    reloader.reload(
        [&](const publish::ReloadOutcome& outcome) {
          out = outcome;
          loop.stop();
        },
        options);
    loop.run();
    loop.restart();
    return out;
  }

  Mistakes reload(const config::LoadOptions& options = {}) { return outcome_of_reload(options).mistakes; }

  std::size_t members() {
    Published<snapshot::Snapshot>::Reader reader(published);
    return test::members_at(*reader.get(), "www.lb.example.");
  }

  boost::asio::io_context loop{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> busy =
      boost::asio::make_work_guard(loop);
  SystemClock clock;
  stats::AllCounters all_counters;
  Published<snapshot::Snapshot> published;
  publish::Publisher publisher{published};
  health::Board board;
  operate::Events events{loop, clock, ""};
  operate::Operations operations{{loop, clock, published, publisher, board, events}, ""};
  publish::Reloader reloader;
};

}  // namespace

TEST_CASE("a mistake in the main file is fatal") {
  const test::TemporaryFolder directory;
  const auto path = directory.write(
      "rota.toml",
      server + good_zone + "[pool.web]\nnames = [\"www\"]\npolicy = \"wheel\"\nmembers = [\"192.0.2.1\"]\n");
  const auto prepared = publish::prepare(path);
  CHECK(prepared.fatal);
  CHECK(lines(prepared) ==
        std::vector<std::string>{
            path +
            ":6:10: unknown policy \"wheel\"; expected one of \"failover\", \"round_robin\", \"weighted\""});
}

TEST_CASE("a mistake that only a policy can tell breaks its zone and no other") {
  const test::TemporaryFolder directory;
  const auto path = directory.write("rota.toml", server + "zones = [\"*.zone.toml\"]\n");
  directory.write("a.zone.toml", good_zone + pool);
  directory.write("b.zone.toml",
                  "zone = \"b.example\"\nnameservers = { ns1 = \"192.0.2.53\" }\n[pool.web]\nnames = "
                  "[\"www\"]\npolicy = \"wheel\"\nmembers = [\"192.0.2.1\"]\n");
  const auto prepared = publish::prepare(path);
  CHECK_FALSE(prepared.fatal);
  CHECK(prepared.mistakes.errors() == 1);
  Bench bench(path);
  Published<snapshot::Snapshot>::Reader reader(bench.published);
  const auto& zones = *reader.get()->zones;
  CHECK(zones.find(dns::parse_name("b.example").value(), dns::Type::a).match == snapshot::Match::broken);
  CHECK(zones.find(dns::parse_name("lb.example").value(), dns::Type::a).match == snapshot::Match::hit);
}

TEST_CASE("a reload swaps in what the files say now") {
  const test::TemporaryFolder directory;
  const auto path = directory.write("rota.toml", server + good_zone + pool);
  Bench bench(path);
  CHECK(bench.members() == 2);
  directory.write(
      "rota.toml",
      server + good_zone +
          "[pool.web]\nnames = [\"www\"]\nmembers = [\"192.0.2.1\", \"192.0.2.2\", \"192.0.2.3\"]\n");
  CHECK_FALSE(bench.reload().has_errors());
  CHECK(bench.members() == 3);
}

TEST_CASE("a reload with a mistake keeps the old world") {
  const test::TemporaryFolder directory;
  const auto path = directory.write("rota.toml", server + good_zone + pool);
  Bench bench(path);
  directory.write("rota.toml",
                  server + good_zone + "[pool.web]\nnames = [\"www\"]\nmembers = [\"192.0.2.300\"]\n");
  CHECK(bench.reload().has_errors());
  CHECK(bench.published.edition() == 1);
  CHECK(bench.members() == 2);
}

TEST_CASE("what the operator said of a member holds through a reload, without an answer in between") {
  const test::TemporaryFolder directory;
  const auto path = directory.write("rota.toml", server + good_zone + pool);
  Bench bench(path);
  bench.operations.say({.pool = "web", .member = "192.0.2.2", .admin = "drain"},
                       [&](const operate::Operations::Answer& said) {
                         CHECK(said.has_value());
                         bench.loop.stop();
                       });
  bench.loop.run();
  bench.loop.restart();
  CHECK(bench.members() == 1);
  std::size_t most = 0;
  std::atomic<bool> looking{false};
  std::atomic<bool> done{false};
  std::thread reader_thread([&] {
    Published<snapshot::Snapshot>::Reader reader(bench.published);
    while (!done) {
      most = std::max(most, test::members_at(*reader.get(), "www.lb.example."));
      looking = true;
      looking.notify_one();
    }
  });
  looking.wait(false);  // else a slow thread would see nothing of the reloads
  for (int i = 0; i < 3; ++i) CHECK_FALSE(bench.reload().has_errors());
  done = true;
  reader_thread.join();
  CHECK(most == 1);
}

TEST_CASE("what the last reload found is in the view, also when it failed") {
  const test::TemporaryFolder directory;
  const auto path = directory.write("rota.toml", server + good_zone + pool);
  Bench bench(path);
  CHECK(bench.operations.view()->reload.ok);
  directory.write("rota.toml", server + good_zone + "[pool.web]\nnames = [\"www\"]\nmembers = []\n");
  CHECK(bench.reload().has_errors());
  const auto view = bench.operations.view();
  CHECK_FALSE(view->reload.ok);
  CHECK(view->reload.mistakes.size() == 2);
  CHECK(view->reload.mistakes[1].text ==
        "zone lb.example has errors, so nothing is reloaded (because of the above)");
  CHECK(view->reload.took.count() > 0);
  CHECK(view->config->pools[PoolId{0}].members.size() == 2);  // of the world that stayed
}

TEST_CASE("a reload never loses all zones unless that was asked for") {
  const test::TemporaryFolder directory;
  const auto path = directory.write("rota.toml", server + "zones = [\"*.zone.toml\"]\n");
  const auto zone = directory.write("a.zone.toml", good_zone + pool);
  Bench bench(path);
  std::filesystem::remove(zone);
  CHECK(bench.reload().has_errors());
  CHECK(bench.members() == 2);
  directory.write("rota.toml", server + "zones = []\n");
  CHECK(bench.reload().has_errors());
  CHECK(bench.members() == 2);
  CHECK_FALSE(bench.reload({.allow_empty = true}).has_errors());
  CHECK(bench.operations.view()->config->zones.empty());
  CHECK_FALSE(bench.reload().has_errors());  // from none to none
}

TEST_CASE("a reload names what it could not apply, each time, and goes on with what runs") {
  const test::TemporaryFolder directory;
  const auto path = directory.write("rota.toml", server + good_zone + pool);
  Bench bench(path);
  directory.write("rota.toml", "listen = [\"127.0.0.1:5301\"]\n" + good_zone + pool +
                                   "[control]\nhttp = \"127.0.0.1:1\"\n");
  for (int i = 0; i < 2; ++i) {
    const Mistakes found = bench.reload();
    CHECK_FALSE(found.has_errors());
    REQUIRE(found.all().size() == 2);
    CHECK(found.all()[0].text == "`listen` changed; restart rotad (or `rotactl replace`) to apply it");
    CHECK(found.all()[1].text == "`control.http` changed; restart rotad (or `rotactl replace`) to apply it");
  }
  CHECK(bench.operations.view()->config->server.listen.front().endpoint.text() == "127.0.0.1:5300");
}

TEST_CASE("a reload tells how many targets it kept and how many are new") {
  const test::TemporaryFolder directory;
  const auto checked = [](const std::string& members, const std::string& interval) {
    return server + good_zone + "[check.web]\ntype = \"tcp\"\nport = 9\ninterval = \"" + interval +
           "\"\n[pool.web]\nnames = [\"www\"]\ncheck = \"web\"\nmembers = " + members + "\n";
  };
  const auto path =
      directory.write("rota.toml", checked(R"(["127.0.0.1", "127.0.0.2", "127.0.0.3"])", "10s"));
  Bench bench(path);
  directory.write("rota.toml", checked(R"(["127.0.0.1", "127.0.0.2", "127.0.0.3"])", "20s"));
  CHECK(bench.outcome_of_reload().text() == "done: checks kept 3, begun anew 0");
  directory.write("rota.toml", checked(R"(["127.0.0.1", "127.0.0.4"])", "20s"));
  const publish::ReloadOutcome outcome = bench.outcome_of_reload();
  CHECK((outcome.targets.kept == 1 && outcome.targets.begun == 1 && outcome.targets.ended == 2));
  directory.write("rota.toml", checked("[]", "20s"));
  CHECK(bench.outcome_of_reload().text() == "failed: 1 mistake; the old configuration stays");
}

TEST_CASE("a partial reload runs what it could take, and the next one begins from that") {
  const test::TemporaryFolder directory;
  const std::string main = server + "zones = [\"*.zone.toml\"]\n[server]\npartial_reload = ";
  const auto path = directory.write("rota.toml", main + "true\n");
  directory.write("a.zone.toml", good_zone + pool);
  const auto other = [&](const std::string& member) {
    const std::string head = "zone = \"b.example\"\nnameservers = { ns1 = \"192.0.2.53\" }\n";
    directory.write("b.zone.toml", head + "[pool.web]\nnames = [\"www\"]\nmembers = [\"" + member + "\"]\n");
  };
  other("192.0.2.7");
  Bench bench(path);
  directory.write("a.zone.toml", good_zone + "[pool.web]\nnames = [\"www\"]\nmembers = [\"192.0.2.1\"]\n");
  other("192.0.2.700");
  for (int i = 0; i < 2; ++i) {
    CHECK(bench.outcome_of_reload().text() ==
          "done in part: 1 mistake; kept at an earlier version: b.example; checks kept 0, begun anew 0");
    CHECK(bench.members() == 1);
    const auto view = bench.operations.view();
    CHECK(view->config->pools.back().members.front().name == "192.0.2.7");
    CHECK((!view->reload.ok && view->reload.succeeded == view->reload.at));
  }
  directory.write("rota.toml", main + "false\n");
  CHECK_FALSE(bench.outcome_of_reload().applies);
}
