#include <catch2/catch.hpp>

#include "api/handlers.h"
#include "report/explain/explaining.h"

using namespace rota;
using namespace rota::api;

namespace {

const char* const toml = R"(
[pool.web]
names = "www"
all_down = "nodata"
members = [{ name = "lb1", address = "192.0.2.1", tags = ["rack7"] }, { name = "lb2", address = "192.0.2.2" }]
[pool.api]
names = "api"
members = [{ name = "lb1", address = "192.0.2.1" }]
)";

// Handlers over a world of which all is known: nobody else is asked.
struct Fixture {
  Fixture() {
    context.sources.later = [](auto work) { work(); };
    context.sources.edition = [] { return std::uint64_t{1}; };
    context.sources.traffic = [] { return stats::Traffic{}; };
    context.sources.bakes = [] { return publish::Bakes{}; };
    context.sources.inspect = [this](const auto& look) { look(explaining.world.get()); };
    context.sources.view = [this](const auto& take) {
      auto view = std::make_shared<operate::View>();
      view->config = explaining.world->shared_config();
      view->targets = explaining.world->shared_targets();
      view->statuses = explaining.statuses;
      view->overrides = explaining.overrides;
      take(view);
    };
  }

  template <class Handle>
  boost::json::value ask(Handle handle, const std::string& body,
                         std::map<std::string, std::string, std::less<>> query) {
    http::Response out;
    Call call;
    call.query = std::move(query);
    call.request.body = body;
    call.reply = [&](http::Response response) { out = std::move(response); };
    handle(context, std::move(call));
    status = out.status;
    return parse_json(*out.body).value();
  }
  boost::json::value preview(const std::string& body) { return ask(post_preview, body, {}); }
  boost::json::value members(std::map<std::string, std::string, std::less<>> query) {
    return ask(get_members, "", std::move(query));
  }

  report::Explaining explaining{toml};
  Context context{.sources = {}, .events = EventFeed({})};
  int status = 0;
};

}  // namespace

TEST_CASE("a preview names each member that the targets mean once, and what becomes of their pools") {
  Fixture f;
  const auto told = f.preview(R"({"targets": ["192.0.2.1", "web/lb1"], "admin": "drain"})");
  CHECK(f.status == 200);
  CHECK(told.at("members") == boost::json::array{"example:web/lb1", "example:api/lb1"});
  CHECK(told.at("empties") == true);  // of api
  REQUIRE(told.at("effects").as_array().size() == 2);
  CHECK(told.at("effects").at(0).at("text") ==
        "pool example:web: 1 of 2 members left; lb2 50.0 % -> 100.0 % of answers");
  CHECK(told.at("effects").at(0).at("empties") == false);
  CHECK(told.at("effects").at(1).at("empties") == true);
}

TEST_CASE("a preview that cannot be read, or that means nobody, is refused") {
  Fixture f;
  const auto refused = [&](const std::string& body) {
    const auto told = f.preview(body);
    CHECK(f.status == 422);
    return std::string(told.at("error").as_string());
  };
  CHECK(refused(R"({"admin": "drain"})").starts_with("'targets' must be a list of members"));
  CHECK(refused(R"({"targets": [], "admin": "drain"})").starts_with("'targets' must be a list of members"));
  CHECK(refused(R"({"targets": ["web/*"], "admin": "drains"})").starts_with("\"admin\" must be one of"));
  CHECK(refused(R"({"targets": ["web/lb9"], "admin": "drain"})") ==
        "unknown member \"lb9\" of pool \"web\"; did you mean \"lb1\"?");
  CHECK(refused(R"({"target": ["web/*"]})") == "unknown key 'target'; did you mean \"targets\"?");
}

TEST_CASE("an override of a member that is gone is taken back by its name") {
  Fixture f;
  f.explaining.overrides.set({.of = {"example", "web", "old"}, .admin = config::Admin::drain});
  const auto told = f.preview(R"({"targets": ["web/old"], "admin": "ready"})");
  CHECK(told.at("members") == boost::json::array{"web/old"});
  CHECK(told.at("effects").as_array().empty());
}

TEST_CASE("members are listed over all pools, or as a target or a state means") {
  Fixture f;
  const auto names = [&](std::map<std::string, std::string, std::less<>> query) {
    std::string out;
    const auto told = f.members(std::move(query));
    for (const auto& member : told.at("members").as_array())
      out +=
          std::string(member.at("pool").as_string()) + "/" + std::string(member.at("name").as_string()) + " ";
    return out;
  };
  CHECK(names({}) == "web/lb1 web/lb2 api/lb1 ");
  CHECK(names({{"target", "tag:rack7"}}) == "web/lb1 ");
  CHECK(names({{"state", "down"}}).empty());
  CHECK(names({{"state", "up"}, {"target", "web/*"}}) == "web/lb1 web/lb2 ");
  f.members({{"state", "wrong"}});
  CHECK(f.status == 400);
  f.members({{"target", "web/none"}});
  CHECK(f.status == 404);
}
