#include <catch2/catch.hpp>

#include "api/handlers.h"
#include "report/explain/explaining.h"

using namespace rota;
using namespace rota::api;
using operate::Operations;

namespace {

// Those who say an override, and nobody else: a look at the loop or at the world would throw.
struct Fixture {
  Fixture() {
    context.sources.later = [this](auto work) {
      ++turns;
      work();
    };
    context.sources.say = [this](auto wanted, auto done) {
      heard = std::move(wanted);
      done(answer);
    };
  }

  http::Response post(const std::string& body, const std::string& if_match = "") {
    http::Response out;
    Call call;
    call.path = {{"ref", "web"}, {"member", "lb1"}};
    call.request.body = body;
    call.request.who = "alice";
    call.request.if_match = if_match;
    call.reply = [&](http::Response response) { out = std::move(response); };
    post_member(context, std::move(call));
    return out;
  }

  Context context{.sources = {}, .events = EventFeed({})};
  Operations::Answer answer = Operations::Refused{};
  operate::OverrideRequest heard;
  int turns = 0;
};

Operations::Said said_of(const report::Explaining& world) {
  auto view = std::make_shared<operate::View>();
  view->config = world.world->shared_config();
  view->targets = world.world->shared_targets();
  view->statuses = world.statuses;
  return {.of = {"example", "web", "lb1"},
          .edition = 7,
          .revision = 0x2b,
          .note = "mind this",
          .view = std::move(view),
          .pool = world.world->reported(PoolId{0})};
}

}  // namespace

TEST_CASE("whoever says an override is shown the member by what came back, and nobody is asked again") {
  const report::Explaining world(
      "[pool.web]\nnames = \"www\"\nmembers = [{ name = \"lb1\", address = \"192.0.2.1\" }]\n");
  Fixture f;
  f.answer = said_of(world);
  const http::Response response = f.post(R"({"admin": "drain", "reason": "CHG-42"})");
  CHECK(response.status == 200);
  CHECK(f.turns == 1);
  CHECK(f.heard.admin == "drain");
  CHECK(f.heard.who == "alice");
  const boost::json::value told = parse_json(*response.body).value();
  CHECK(told.at("edition") == 7);
  CHECK(told.at("note") == "mind this");
  CHECK(told.at("member").at("name") == "lb1");
}

TEST_CASE("an If-Match goes with the word, and the tag of the new state comes back") {
  const report::Explaining world("[pool.web]\nnames = \"www\"\nmembers = [\"192.0.2.1\"]\n");
  Fixture f;
  f.answer = said_of(world);
  const http::Response response = f.post(R"({"admin": "drain"})", "\"2a\"");
  CHECK(f.heard.only_at == std::vector<std::uint64_t>{0x2a});
  const std::pair<std::string, std::string> tag("ETag", "\"2b\"");
  CHECK(std::ranges::find(response.fields, tag) != response.fields.end());
  f.answer = Operations::Refused{.why = Operations::Refused::Why::overtaken, .text = "an override changed"};
  CHECK(f.post(R"({"admin": "drain"})", "\"2a\"").status == 412);
  f.post(R"({"admin": "drain"})");
  CHECK_FALSE(f.heard.only_at.has_value());
}

TEST_CASE("a member that is gone is shown as null once its override was taken back") {
  const report::Explaining world("[pool.web]\nnames = \"www\"\nmembers = [\"192.0.2.1\"]\n");
  Fixture f;
  Operations::Said said = said_of(world);
  said.pool.reset();
  f.answer = said;
  CHECK(parse_json(*f.post(R"({"admin": "ready"})").body).value().at("member").is_null());
}

TEST_CASE("an override that is refused says whose fault it is") {
  using enum Operations::Refused::Why;
  Fixture f;
  const auto status = [&](Operations::Refused::Why why) {
    f.answer = Operations::Refused{why, "why not"};
    const http::Response response = f.post(R"({"admin": "drain"})");
    CHECK(*response.body == "{\"error\":\"why not\"}\n");
    return response.status;
  };
  CHECK(status(not_yet) == 503);
  CHECK(status(unknown) == 404);
  CHECK(status(overtaken) == 412);
  CHECK(status(mistaken) == 422);
}
