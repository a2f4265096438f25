#include "api/views.h"

#include <catch2/catch.hpp>

#include "report/explain/explaining.h"

using namespace rota;
using namespace rota::api;

namespace {

// Those who are asked, and answer when they are told to.
struct Fixture {
  Fixture() {
    sources.view = [this](auto done) { asked.push_back(std::move(done)); };
    sources.inspect = [this](auto look) { look(world.world.get()); };
    sources.later = [](auto work) { work(); };
    sources.edition = [] { return 3; };
    sources.traffic = [] { return stats::Traffic(); };
    sources.bakes = [] { return publish::Bakes(); };
  }

  void answer(std::size_t which, std::uint64_t generation) {
    answer(which, generation, world.world->shared_config());
  }
  void answer(std::size_t which, std::uint64_t generation, std::shared_ptr<const config::Config> config) {
    auto view = std::make_shared<operate::View>();
    view->generation = generation;
    view->config = std::move(config);
    asked.at(which)(view);
  }

  // The generation of what it will be shown; 0 until then.
  std::shared_ptr<std::uint64_t> ask() {
    auto out = std::make_shared<std::uint64_t>(0);
    views.get([out](const Seen* seen) { *out = seen->view->generation; });
    return out;
  }

  report::Explaining world{"[pool.web]\nnames = \"www\"\nmembers = [\"192.0.2.1\"]\n"};
  Sources sources;
  std::vector<std::function<void(std::shared_ptr<const operate::View>)>> asked;
  Views views{sources};
};

}  // namespace

TEST_CASE("all who ask at once are answered by one look") {
  Fixture f;
  const auto first = f.ask();
  const auto second = f.ask();
  CHECK(f.asked.size() == 1);
  f.answer(0, 7);
  CHECK(*first == 7);
  CHECK(*second == 7);
  CHECK(*f.ask() == 7);
  CHECK(f.asked.size() == 1);
}

TEST_CASE("who asks after a change does not see what was before it") {
  Fixture f;
  f.ask();
  f.answer(0, 1);
  f.views.forget();
  const auto seen = f.ask();
  CHECK(*seen == 0);
  f.answer(1, 2);
  CHECK(*seen == 2);
}

TEST_CASE("a change overtakes a look that is under way") {
  Fixture f;
  const auto seen = f.ask();
  f.views.forget();
  REQUIRE(f.asked.size() == 2);
  f.answer(0, 1);
  CHECK(*seen == 0);
  f.answer(1, 2);
  CHECK(*seen == 2);
}

TEST_CASE("a reload between the two looks is looked at again, so that both are of one configuration") {
  Fixture f;
  const auto seen = f.ask();
  f.answer(0, 1, std::make_shared<const config::Config>());
  CHECK(*seen == 0);
  REQUIRE(f.asked.size() == 2);
  f.answer(1, 2);
  CHECK(*seen == 2);
}

TEST_CASE("a text is made once of what was seen") {
  Fixture f;
  f.ask();
  f.answer(0, 1);
  int made = 0;
  const auto make = [&] { return std::to_string(++made); };
  CHECK(*f.views.text("a", make) == "1");
  CHECK(*f.views.text("a", make) == "1");
  CHECK(*f.views.text("b", make) == "2");
  f.views.forget();
  f.ask();
  f.answer(1, 2);
  CHECK(*f.views.text("a", make) == "3");
}
