#include "api/event_feed.h"

#include <catch2/catch.hpp>

#include "base/json.h"

using namespace rota;
using namespace rota::api;
using namespace rota::api;

namespace {

operate::EventPtr event(std::uint64_t number) {
  operate::Event out;
  out.number = number;
  out.text = "something happened";
  return logged(std::move(out));
}

EventFeed feed_of(std::uint64_t last) {
  operate::History history;
  for (std::uint64_t i = 1; i <= last; ++i) history.add(event(i));
  return EventFeed(history);
}

}  // namespace

TEST_CASE("events are listed as JSON, with the number of the last one") {
  EventFeed feed = feed_of(3);
  const auto document = rota::parse_json(*feed.document(feed.history().since(std::uint64_t{1}))).value();
  const auto& events = document.at("events").as_array();
  REQUIRE(events.size() == 2);
  CHECK(events[0] == to_json(event(2)->event));
  CHECK(document.at("last").as_int64() == 3);
  CHECK(*feed.document({}) == "{\"events\":[],\"last\":3}\n");
}

TEST_CASE("all who ask for the same events are sent one text, until there is another event") {
  EventFeed feed = feed_of(3);
  const auto all = feed.history().since(std::uint64_t{0});
  const auto first = feed.document(all);
  CHECK(feed.document(all) == first);
  feed.add(event(4));
  const auto next = feed.document(feed.history().since(std::uint64_t{0}));
  CHECK(next->find("\"last\":4") != std::string::npos);
  CHECK(first->find("\"last\":3") != std::string::npos);
}

TEST_CASE("texts of events are kept for a few askers only") {
  EventFeed feed = feed_of(100);
  const auto first = feed.document(feed.history().since(std::uint64_t{0}));
  for (std::uint64_t since = 1; since < 100; ++since) feed.document(feed.history().since(since));
  CHECK(first.use_count() == 1);
}
