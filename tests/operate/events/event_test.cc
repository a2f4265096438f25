#include "operate/events/event.h"

#include <catch2/catch.hpp>

#include "base/json.h"

using namespace rota;
using namespace rota::operate;

namespace {

const Event down{.number = 7,
                 .at = WallTime(std::chrono::milliseconds(1'700'000'000'123)),
                 .kind = EventKind::member,
                 .of = {"lb.example", "web", "lb1"},
                 .text = "member lb.example:web/lb1 down: status 503 (3/3)",
                 .reason = "status 503"};

}  // namespace

TEST_CASE("an event is one line of JSON with the names of the API") {
  CHECK(json_text(down) ==
        R"-({"number":7,"at":"2023-11-14T22:13:20.123Z","kind":"member","zone":"lb.example","pool":"web",)-"
        R"-("member":"lb1","text":"member lb.example:web/lb1 down: status 503 (3/3)","who":"",)-"
        R"-("reason":"status 503"})-");
}

TEST_CASE("an event is read back as it was, of every kind") {
  for (const auto kind : {EventKind::member, EventKind::pool, EventKind::override, EventKind::reload,
                          EventKind::start, EventKind::stop, EventKind::replace}) {
    Event event = down;
    event.kind = kind;
    event.who = "alice";
    const auto read = read_event(json_text(event));
    REQUIRE(read.has_value());
    CHECK(read->number == event.number);
    CHECK(read->at == event.at);
    CHECK(read->kind == kind);
    CHECK(read->of == event.of);
    CHECK(read->text == event.text);
    CHECK(read->who == event.who);
    CHECK(read->reason == event.reason);
  }
}

TEST_CASE("what is not an event is not read") {
  const std::string line = json_text(down);
  const auto with = [&](const std::string& old, const std::string& other) {
    std::string out = line;
    return out.replace(out.find(old), old.size(), other);
  };
  CHECK(read_event(line).has_value());
  CHECK_FALSE(read_event("").has_value());
  CHECK_FALSE(read_event("[1]").has_value());
  CHECK_FALSE(read_event(line.substr(0, line.size() - 1)).has_value());
  CHECK_FALSE(read_event(with("\"number\":7", "\"number\":0")).has_value());
  CHECK_FALSE(read_event(with("\"number\":7", "\"number\":-7")).has_value());
  CHECK_FALSE(read_event(with("\"number\":7", "\"number\":18446744073709551615")).has_value());
  CHECK_FALSE(read_event(with("\"number\":7", "\"number\":\"7\"")).has_value());
  CHECK_FALSE(read_event(with("2023-11", "2023-13")).has_value());
  CHECK_FALSE(read_event(with("\"member\",\"zone\"", "\"miracle\",\"zone\"")).has_value());
}
