#include "api/stream.h"

#include <catch2/catch.hpp>

using namespace rota;
using namespace rota::api;
using namespace rota::api;

namespace {

http::Text text(std::string content) { return std::make_shared<const std::string>(std::move(content)); }

operate::EventPtr event(std::uint64_t number) {
  operate::Event out;
  out.number = number;
  out.text = "something happened";
  return logged(std::move(out));
}

}  // namespace

TEST_CASE("a channel gives what was put into it, and wakes who waits") {
  Channel channel;
  int woken = 0;
  channel.when_more([&] { ++woken; });
  CHECK(channel.next() == "");
  channel.put(text("a"));
  channel.put(text("b"));
  CHECK(woken == 2);
  CHECK(channel.next() == "ab");
  CHECK(channel.next() == "");
  channel.end();
  CHECK(woken == 3);
  CHECK_FALSE(channel.next());
}

TEST_CASE("a client that does not keep up is let go, and holds nothing any more") {
  Channel channel;
  const auto large = text(std::string(most_queued / 2, 'x'));
  channel.put(large);
  channel.put(large);
  CHECK(large.use_count() == 3);
  channel.put(text("x"));
  CHECK(large.use_count() == 1);
  CHECK_FALSE(channel.next());
  channel.put(large);
  CHECK(large.use_count() == 1);
}

TEST_CASE("whoever comes gets what it missed first, then what all get") {
  Streams streams;
  CHECK(streams.empty());
  const auto first = streams.open({});
  const auto second = streams.open({event(3), event(4)});
  streams.send(event_text(*event(5)));
  CHECK(first->next()->find("retry: 1000\n\nid: 5\nevent: event\ndata: {\"number\":5,") == 0);
  const std::string told = *second->next();
  CHECK(told.find("id: 3\n") < told.find("id: 4\n"));
  CHECK(told.find("id: 4\n") < told.find("id: 5\n"));
}

TEST_CASE("streams leave room for others") {
  Streams streams;
  std::vector<std::shared_ptr<Channel>> channels;
  for (std::size_t i = 0; i < most_streams; ++i) channels.push_back(streams.open({}));
  CHECK_FALSE(streams.open({}));
  channels.pop_back();
  CHECK(streams.open({}));
}
