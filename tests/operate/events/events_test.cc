#include "operate/events/events.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>

#include "support/captured_log.h"
#include "support/fake_clock.h"
#include "support/temporary_folder.h"

using namespace rota;
using namespace rota::operate;

namespace {

struct Ring {
  test::TemporaryFolder folder;
  test::FakeClock clock;
  boost::asio::io_context loop;
  std::unique_ptr<Events> events = std::make_unique<Events>(loop, clock, folder.path());

  std::uint64_t add(const std::string& text) {
    return events->append({.kind = EventKind::start, .text = text});
  }

  void restart() {
    events->stop();
    events = std::make_unique<Events>(loop, clock, folder.path());
  }

  std::string kept() const { return folder.read("events"); }
};

std::vector<std::string> texts(const std::vector<EventPtr>& events) {
  std::vector<std::string> out(events.size());
  std::ranges::transform(events, out.begin(), [](const EventPtr& one) { return one->event.text; });
  return out;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE_METHOD(Ring, "events are numbered from one, stamped, and given by number and by time") {
  CHECK(events->history().last() == 0);
  CHECK(events->history().since(0).empty());
  CHECK(add("a") == 1);
  clock.advance(seconds(60));
  CHECK(add("b") == 2);
  CHECK(texts(events->history().since(0)) == Texts{"a", "b"});
  CHECK(texts(events->history().since(1)) == Texts{"b"});
  CHECK(events->history().since(2).empty());
  CHECK(texts(events->history().since(clock.wall())) == Texts{"b"});
  CHECK(texts(events->history().since(clock.wall() - seconds(60))) == Texts{"a", "b"});
  CHECK(events->history().since(1)[0]->event.at == clock.wall());
}

TEST_CASE_METHOD(Ring, "the last thousand are kept, the oldest make room") {
  for (int i = 1; i <= 1001; ++i) add(std::to_string(i));
  const auto all = events->history().since(0);
  REQUIRE(all.size() == 1000);
  CHECK(all.front()->event.number == 2);
  CHECK(all.back()->event.number == 1001);
  restart();
  CHECK(texts(events->history().since(0)) == texts(all));
  CHECK(add("next") == 1002);
}

TEST_CASE_METHOD(Ring, "a number that was never given out gets all there is") {
  add("a");
  CHECK(texts(events->history().since(5)) == Texts{"a"});
}

TEST_CASE_METHOD(Ring, "subscribers hear every event as long as they want to") {
  Texts first, second;
  const auto one = events->subscribe([&](const EventPtr& event) { first.push_back(event->event.text); });
  auto two = events->subscribe([&](const EventPtr& event) {
    second.push_back(event->event.text + " " + std::to_string(event->event.number));
  });
  add("a");
  two.reset();
  add("b");
  CHECK(first == Texts{"a", "b"});
  CHECK(second == Texts{"a 1"});
}

TEST_CASE_METHOD(Ring, "one who hears an event may subscribe another and leave") {
  std::shared_ptr<const Events::Heard> late, self;
  Texts first, second;
  self = events->subscribe([&](const EventPtr& event) {
    first.push_back(event->event.text);
    late = events->subscribe([&](const EventPtr& later) { second.push_back(later->event.text); });
    self.reset();
  });
  add("a");
  add("b");
  CHECK(first == Texts{"a"});
  CHECK(second == Texts{"b"});
}

TEST_CASE_METHOD(Ring, "events outlive a restart and numbers go on") {
  add("a");
  add("b");
  restart();
  CHECK(events->history().last() == 2);
  CHECK(texts(events->history().since(0)) == Texts{"a", "b"});
  CHECK(add("c") == 3);
}

TEST_CASE_METHOD(Ring, "the first event is written at once, without a turn of the loop") {
  add("a");
  events.reset();  // as a crash would: nothing is stopped
  events = std::make_unique<Events>(loop, clock, folder.path());
  CHECK(texts(events->history().since(0)) == Texts{"a"});
}

TEST_CASE_METHOD(Ring, "those that follow are written together a little later") {
  for (int i = 0; i < 100; ++i) add(std::to_string(i));
  const auto limit = std::chrono::steady_clock::now() + seconds(20);
  while (std::ranges::count(kept(), '\n') < 100 && std::chrono::steady_clock::now() < limit)
    loop.run_one_for(milliseconds(10));
  CHECK(std::ranges::count(kept(), '\n') == 100);
}

TEST_CASE_METHOD(Ring, "texts of any octets and length stay one line each and are read back") {
  events->append({.of = {"z\xff", "p\n", "m\x1b[31m"},
                  .text = "status \"503\"\r\n\xe2\x82",
                  .who = std::string(1, '\0'),
                  .reason = std::string(5000, 'x')});
  add("plain");
  const auto before = events->history().since(0);
  CHECK(before[0]->event.text == "status \"503\"\\x0d\\x0a\\xe2\\x82");
  CHECK(before[0]->event.of.member == "m\\x1b[31m");
  CHECK(before[0]->event.reason.size() == 1003);
  restart();
  CHECK(std::ranges::count(kept(), '\n') == 2);
  const auto after = events->history().since(0);
  CHECK(texts(after) == texts(before));
  CHECK(after[0]->event.reason == before[0]->event.reason);
  CHECK(after[0]->event.of == before[0]->event.of);
}

TEST_CASE_METHOD(Ring, "lines that cannot be read, or whose numbers go back, are skipped with a warning") {
  for (const char* text : {"a", "b", "c"}) add(text);
  events->stop();
  const std::string whole = kept();
  const std::size_t second = whole.find('\n') + 1;
  folder.write("events",
               whole + "garbage\n" + whole.substr(0, second) + "\n\xff\n" + whole.substr(second, 40));
  const test::CapturedLog log;
  restart();
  CHECK(texts(events->history().since(0)) == Texts{"a", "b", "c"});
  CHECK(add("d") == 4);
  CHECK_THAT(log.text(), Catch::Contains("warning: skipped 5 unreadable lines of the history of events in "));
}

TEST_CASE_METHOD(Ring, "a file cut off at any octet gives the events that are whole") {
  add("a");
  add("b");
  events->stop();
  const std::string whole = kept();
  const auto first = static_cast<std::size_t>(whole.find('\n'));
  const test::CapturedLog log;
  for (std::size_t size = 0; size < whole.size(); ++size) {
    folder.write("events", whole.substr(0, size));
    const Events cut(loop, clock, folder.path());
    const std::size_t expected = size + 1 >= whole.size() ? 2 : size >= first ? 1 : 0;
    REQUIRE(cut.history().since(0).size() == expected);
  }
}

TEST_CASE_METHOD(Ring, "a file that is too large or no file at all costs the history, never a start") {
  add("a");
  events->stop();
  const test::CapturedLog log;
  SECTION("too large") { std::filesystem::resize_file(folder.path() + "/events", (16U << 20U) + 1); }
  SECTION("a folder") {
    std::filesystem::remove(folder.path() + "/events");
    std::filesystem::create_directory(folder.path() + "/events");
  }
  events = std::make_unique<Events>(loop, clock, folder.path());
  CHECK_THAT(log.text(), Catch::Contains("warning: ignoring the history of events in "));
  CHECK(events->history().last() == 0);
  CHECK(add("b") == 1);
}

TEST_CASE("without a state directory events live as long as the process") {
  boost::asio::io_context loop;
  const test::FakeClock clock;
  Events events(loop, clock, "");
  events.append({.text = "a"});
  events.stop();
  CHECK(events.history().since(0).size() == 1);
}
