#include "api/api.h"

#include <catch2/catch.hpp>

#include "report/explain/explaining.h"

using namespace rota;
using namespace rota::api;

namespace {

// All that is known of a world, given out at once; counts how often it was asked for.
struct Known {
  Sources sources() {
    Sources out;
    out.later = [](auto work) { work(); };
    out.edition = [] { return std::uint64_t{1}; };
    out.traffic = [] { return stats::Traffic{}; };
    out.bakes = [] { return publish::Bakes{}; };
    out.inspect = [this](const auto& look) { look(explaining.world.get()); };
    out.view = [this](const auto& take) {
      ++looks;
      auto view = std::make_shared<operate::View>();
      view->config = explaining.world->shared_config();
      view->targets = explaining.world->shared_targets();
      view->statuses = explaining.statuses;
      take(view);
    };
    return out;
  }

  report::Explaining explaining{"[pool.web]\nnames = \"www\"\nmembers = [\"192.0.2.1\"]\n"};
  int looks = 0;
};

}  // namespace

TEST_CASE("who asks after a look of the API's own is shown one of that moment") {
  Known known;
  boost::asio::io_context loop;
  Api api(loop, known.sources(), {}, {});
  operate::Event down;
  down.kind = operate::EventKind::member;
  down.text = "member example:web/192.0.2.1 down: timeout";
  api.tell(operate::logged(down));
  while (known.looks == 0) loop.run_one();  // it looks for the strips of members
  http::Request request;
  request.method = "GET";
  request.path = "/api/v1/pools";
  int status = 0;
  api.application().answer(request, [&](const http::Response& response) { status = response.status; });
  CHECK(status == 200);
  CHECK(known.looks == 2);
}
