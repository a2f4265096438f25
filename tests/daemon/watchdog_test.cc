#include "daemon/watchdog.h"

#include <catch2/catch.hpp>
#include <future>

#include "base/clock.h"

using namespace rota;

namespace {

// A watchdog whose timer never comes: the tests look themselves.
struct Watched {
  boost::asio::io_context loop{};
  Published<snapshot::Snapshot> published{};
  publish::Publisher publisher{published};
  int alive = 0;
  daemon::Watchdog watchdog{loop, std::chrono::hours(48), publisher, published, [this] { ++alive; }};

  // Looks, and turns the loop until the publisher's answer was heard.
  void look() {
    watchdog.look();
    turn_once();
  }
  void turn_once() {
    loop.restart();
    loop.run_one_for(std::chrono::minutes(1));
  }
};

}  // namespace

TEST_CASE("while all goes on, every look says so") {
  Watched it;
  for (int i = 1; i <= 3; ++i) {
    it.look();
    CHECK(it.alive == i);
  }
}

TEST_CASE("a publisher that is stuck lets the watchdog fire, and is forgiven when it goes on") {
  Watched it;
  std::promise<void> stuck, go_on;
  it.publisher.inspect([&](const bake::World*) {
    stuck.set_value();
    go_on.get_future().wait();
  });
  stuck.get_future().wait();
  it.watchdog.look();
  it.watchdog.look();
  CHECK(it.loop.poll() == 0);
  CHECK(it.alive == 0);
  go_on.set_value();
  it.turn_once();
  CHECK(it.alive == 1);
  it.look();
  CHECK(it.alive == 2);
}

TEST_CASE("X-24 a query thread that stands still lets the watchdog fire, though nothing is new") {
  Watched it;
  Published<snapshot::Snapshot>::Reader reader(it.published);
  it.look();  // it has until the next look
  CHECK(it.alive == 1);
  it.look();
  it.look();
  CHECK(it.alive == 1);
  reader.get();
  it.look();
  CHECK(it.alive == 2);
}

TEST_CASE("query threads may lag by one look: editions that keep coming are no fault of theirs") {
  Watched it;
  Published<snapshot::Snapshot>::Reader reader(it.published);
  for (int i = 1; i <= 5; ++i) {
    it.published.publish(std::make_shared<snapshot::Snapshot>());
    it.look();
    CHECK(it.alive == i);
    reader.get();
  }
}
