#include "api/router.h"

#include <catch2/catch.hpp>

using namespace rota;
using namespace rota::api;
using namespace rota::api;

namespace {

struct Heard {
  std::string route;
  Call call;
};

// Routes that note what they are called with.
struct Fixture {
  std::vector<Route> routes() {
    const auto note = [this](const char* name) {
      return [this, name](Call call) { heard.push_back({name, std::move(call)}); };
    };
    return {{"GET", "/", Access::reads, "", note("root")},
            {"GET", "/pools", Access::reads, "zone limit", note("pools")},
            {"GET", "/pools/{ref}", Access::reads, "", note("pool")},
            {"POST", "/pools/{ref}", Access::changes, "", note("change")},
            {"GET", "/zones/{zone}/records", Access::reads, "", note("records")}};
  }

  // The status, 200 when a route was called.
  http::Response ask(const std::string& method, const std::string& path, const std::string& query = "",
                     bool has_body = false) {
    http::Request request;
    request.method = method;
    request.path = path;
    request.query = query;
    request.has_body = has_body;
    request.peer = {.is_local = true, .user = "alice"};
    if (auto refusal = router.refuse(request)) return *refusal;
    http::Response out;
    router.answer(std::move(request), [&](http::Response response) { out = std::move(response); });
    return out;
  }

  std::vector<Heard> heard;
  http::Guard guard{std::nullopt};
  Router router{routes(), guard};
};

}  // namespace

TEST_CASE("a request finds its route, with its parameters") {
  Fixture f;
  CHECK(f.ask("GET", "/").status == 200);
  CHECK(f.ask("HEAD", "/pools", "zone=lb.example").status == 200);
  CHECK(f.ask("GET", "/pools/lb.example%3Aweb").status == 200);
  CHECK(f.ask("POST", "/pools/web", "", true).status == 200);
  REQUIRE(f.heard.size() == 4);
  CHECK(f.heard[0].route == "root");
  CHECK(f.heard[1].call.asked("zone") == "lb.example");
  CHECK_FALSE(f.heard[1].call.asked("limit"));
  CHECK(f.heard[2].route == "pool");
  CHECK(f.heard[2].call.path.at("ref") == "lb.example:web");
  CHECK(f.heard[3].route == "change");
  CHECK(f.heard[3].call.request.who == "alice");
}

TEST_CASE("what has no route is refused with what would do") {
  Fixture f;
  CHECK(f.ask("GET", "/nothing").status == 404);
  CHECK(f.ask("GET", "/pools/").status == 200);  // an empty name: the handler's to refuse
  CHECK(f.ask("GET", "/pools/a/b").status == 404);
  CHECK(f.ask("GET", "/zones//records/").status == 404);
  CHECK(f.ask("GET", "nothing").status == 400);
  CHECK(f.ask("GET", "/pools", "zone=a&zone=b").status == 400);
  const auto other_method = f.ask("DELETE", "/pools/web");
  CHECK(other_method.status == 405);
  CHECK(other_method.fields == decltype(other_method.fields){{"Allow", "GET, HEAD, POST"}});
  CHECK(f.ask("OPTIONS", "/pools").status == 405);
  const auto typing_mistake = f.ask("GET", "/pools", "zoen=a");
  CHECK(typing_mistake.status == 400);
  CHECK(*typing_mistake.body == "{\"error\":\"unknown parameter 'zoen'; did you mean \\\"zone\\\"?\"}\n");
}

TEST_CASE("nobody can send a body where none is wanted") {
  Fixture f;
  CHECK(f.ask("GET", "/pools", "", true).status == 400);
  CHECK(f.heard.empty());
}
